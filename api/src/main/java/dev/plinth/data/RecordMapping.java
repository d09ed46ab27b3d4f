package dev.plinth.data;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads rows into one record type; resolved once per type. */
final class RecordMapping {
  private static final ClassValue<RecordMapping> MAPPINGS = new ClassValue<>() {
    @Override
    protected RecordMapping computeValue(Class<?> type) {
      return new RecordMapping(type);
    }
  };

  private final Class<?> type;
  private final RecordComponent[] components;
  private final MethodHandle constructor;

  private RecordMapping(Class<?> type) {
    this.type = type;
    this.components = type.getRecordComponents();
    var parameters = new Class<?>[components.length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = components[i].getType();
    }
    try {
      var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      constructor = lookup.findConstructor(type, MethodType.methodType(void.class, parameters));
    } catch (ReflectiveOperationException hidden) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, "the record " + type.getName()
          + " cannot be constructed; open its package to the plinth-api module", hidden);
    }
  }

  static RecordMapping of(Class<? extends Record> type) {
    return MAPPINGS.get(type);
  }

  Object read(Row row) {
    @Nullable
    Object[] arguments = new @Nullable Object[components.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = component(row, components[i]);
    }
    try {
      return constructor.invokeWithArguments(arguments);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      // Checked, which a canonical constructor declares nowhere: thrown past the compiler.
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the constructor of " + type.getName() + " failed with "
              + thrown.getClass().getName(),
          BackendFailure.of(thrown));
    }
  }

  private @Nullable Object component(Row row, RecordComponent component) {
    String column =
        row.has(component.getName()) ? component.getName() : snakeCase(component.getName());
    Class<?> wanted = MethodType.methodType(component.getType()).wrap().returnType();
    Object value = row.value(column).orElse(null);
    if (value == null) {
      if (component.getType().isPrimitive()) {
        throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, "the column " + column
            + " is null, but the component of " + type.getName() + " is primitive");
      }
      return null;
    }
    return wanted.isEnum()
        ? constant(column, value, wanted)
        : Conversions.convert(column, value, wanted);
  }

  private static Object constant(String column, Object value, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(value)) {
        return constant;
      }
    }
    throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
        "the column " + column + " names no constant of "
            + type.getName());
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
