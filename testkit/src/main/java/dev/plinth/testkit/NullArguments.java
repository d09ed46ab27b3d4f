package dev.plinth.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls methods of interfaces by reflection, also with null where none is allowed. */
final class NullArguments {
  private NullArguments() {}

  /** The public methods of an interface, those that it inherits included, in a fixed order. */
  static Stream<Method> methodsOf(Class<?> type) {
    return Arrays.stream(type.getMethods()).filter(method -> !method.isSynthetic())
        .sorted(Comparator.comparing(Method::toGenericString));
  }

  /** What a method answers; what it throws is thrown as it is. */
  static @Nullable Object invoke(Object target, Method method, @Nullable Object... arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (thrown.getCause() instanceof Error error) {
        throw error;
      }
      throw new AssertionError(method + " threw a checked exception", thrown.getCause());
    } catch (IllegalAccessException hidden) {
      throw new AssertionError(method + " cannot be called", hidden);
    }
  }

  /** The parameters of all methods of a type that take null for what it is not: an answer. */
  static List<String> taken(Class<?> type, Object target, Samples samples) {
    var taken = new ArrayList<String>();
    methodsOf(type).forEach(method -> {
      for (int i = 0; i < method.getParameterCount(); i++) {
        if (!method.getParameterTypes()[i].isPrimitive()
            && !throwsForNull(target, method, samples.of(method), i)) {
          taken.add(method.getName() + "(" + method.getParameterTypes()[i].getSimpleName() + " at "
              + i + ")");
        }
      }
    });
    return taken;
  }

  private static boolean throwsForNull(Object target, Method method, Object[] arguments,
      int position) {
    @Nullable
    Object[] changed = Arrays.copyOf(arguments, arguments.length);
    changed[position] = null;
    try {
      var unused = invoke(target, method, changed);
      return false;
    } catch (NullPointerException atOnce) {
      return true;
    } catch (RuntimeException other) {
      return false;
    }
  }
}
