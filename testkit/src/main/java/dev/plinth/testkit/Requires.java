package dev.plinth.testkit;

import dev.plinth.Capability;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a test, or every test of a role, needs of the backend. Where the backend lacks any of it the test
 * runs all the same and is inverted: it passes only if it ends with {@link
 * dev.plinth.ErrorCode#UNSUPPORTED}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {
  /** All of these. */
  Capability[] value();
}
