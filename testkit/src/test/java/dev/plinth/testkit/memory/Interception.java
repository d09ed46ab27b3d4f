package dev.plinth.testkit.memory;

import dev.plinth.DatabaseProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands between a test and a handle. */
final class Interception {
  private Interception() {}

  /** One call of a method of the handle. */
  static final class Call {
    private final DatabaseProvider right;
    private final Method method;
    private final @Nullable Object @Nullable [] arguments;

    private Call(DatabaseProvider right, Method method, @Nullable Object @Nullable [] arguments) {
      this.right = right;
      this.method = method;
      this.arguments = arguments;
    }

    String name() {
      return method.getName();
    }

    boolean isNamed(String name) {
      return name().equals(name);
    }

    Object argument(int position) {
      return Objects.requireNonNull(Objects.requireNonNull(arguments)[position]);
    }

    /** What the handle itself answers. */
    @Nullable
    Object proceed() {
      return invoke(arguments);
    }

    /** What the handle answers to another argument. */
    @Nullable
    Object proceedWith(int position, Object argument) {
      @Nullable
      Object[] changed = Objects.requireNonNull(arguments).clone();
      changed[position] = argument;
      return invoke(changed);
    }

    private @Nullable Object invoke(@Nullable Object @Nullable [] given) {
      try {
        return method.invoke(right, given);
      } catch (InvocationTargetException thrown) {
        if (thrown.getCause() instanceof RuntimeException unchecked) {
          throw unchecked;
        }
        throw new AssertionError(thrown.getCause());
      } catch (IllegalAccessException hidden) {
        throw new AssertionError(hidden);
      }
    }
  }

  /** A handle, and its views, whose calls are answered by a function. */
  static DatabaseProvider around(DatabaseProvider right, Function<Call, @Nullable Object> answer) {
    return (DatabaseProvider) Proxy.newProxyInstance(Interception.class.getClassLoader(),
        new Class<?>[]{DatabaseProvider.class}, (proxy, method, arguments) -> {
          Object answered = answer.apply(new Call(right, method, arguments));
          boolean view = method.getName().startsWith("with") || method.getName().equals("readOnly");
          return view && answered instanceof DatabaseProvider handle && !Proxy.isProxyClass(
              handle.getClass()) ? around(handle, answer) : answered;
        });
  }
}
