package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import dev.plinth.data.Json;
import dev.plinth.jdbc.DecimalShape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.Collation;
import org.sqlite.Function;

/**
 * What SQLite lacks, registered on every connection and used in queries alone: a schema that named it
 * could not be used by any other program.
 */
final class SqliteFunctions {
  /** Compares texts of decimals by value. */
  static final String DECIMAL = "plinth_decimal";
  /** Sums texts of decimals. */
  static final String DECIMAL_SUM = "plinth_decimal_sum";
  /** Their mean. */
  static final String DECIMAL_MEAN = "plinth_decimal_mean";
  /** Adds two texts of decimals, for a column of a precision and scale; null where the sum does not fit. */
  static final String DECIMAL_ADD = "plinth_decimal_add";
  /** Puts the sum of the upper and of the lower halves of whole numbers together. */
  static final String WIDE_SUM = "plinth_wide_sum";
  /** A text without the difference of upper and lower case. */
  static final String FOLD = "plinth_fold";

  /** A list of texts with one more, written as every list is: SQLite's own functions escape otherwise. */
  static final String LIST_PUSH = "plinth_list_push";
  /** A list of texts without those that are equal to one. */
  static final String LIST_PULL = "plinth_list_pull";

  private static final String NO_LIST = "the column holds no list";

  private SqliteFunctions() {}

  static void register(Connection connection) throws SQLException {
    Collation.create(connection, DECIMAL, new DecimalOrder());
    Function.create(connection, DECIMAL_SUM, new DecimalSum(), 1, Function.FLAG_DETERMINISTIC);
    Function.create(connection, DECIMAL_MEAN, new DecimalMean(), 1, Function.FLAG_DETERMINISTIC);
    Function.create(connection, DECIMAL_ADD, new DecimalAdd(), 4, Function.FLAG_DETERMINISTIC);
    Function.create(connection, WIDE_SUM, new WideSum(), 2, Function.FLAG_DETERMINISTIC);
    Function.create(connection, FOLD, new Fold(), 1, Function.FLAG_DETERMINISTIC);
    Function.create(connection, LIST_PUSH, new ListPush(), 2, Function.FLAG_DETERMINISTIC);
    Function.create(connection, LIST_PULL, new ListPull(), 2, Function.FLAG_DETERMINISTIC);
  }

  /** Folds case letter by letter, as {@link String#equalsIgnoreCase} does. */
  static String fold(String text) {
    return text.codePoints().map(point -> Character.toLowerCase(Character.toUpperCase(point)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static final class DecimalOrder extends Collation {
    @Override
    protected int xCompare(String left, String right) {
      return Decimals.compare(left, right);
    }
  }

  private static class DecimalSum extends Function.Aggregate {
    @Nullable
    BigDecimal sum;
    long count;

    @Override
    protected void xStep() throws SQLException {
      String text = value_text(0);
      if (text != null) {
        BigDecimal value = new BigDecimal(text);
        sum = sum == null ? value : sum.add(value);
        count++;
      }
    }

    @Override
    protected void xFinal() throws SQLException {
      BigDecimal total = sum;
      if (total == null) {
        result();
      } else {
        result(Decimals.text(total));
      }
    }
  }

  private static final class DecimalMean extends DecimalSum {
    @Override
    protected void xFinal() throws SQLException {
      BigDecimal total = sum;
      if (total == null) {
        result();
      } else {
        result(Decimals.text(total.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)));
      }
    }
  }

  private static final class DecimalAdd extends Function {
    @Override
    protected void xFunc() throws SQLException {
      String left = value_text(0);
      String right = value_text(1);
      if (left == null || right == null) {
        result();
        return;
      }
      try {
        result(Decimals.text(new DecimalShape(value_int(2), value_int(3)),
            new BigDecimal(left).add(new BigDecimal(right))));
      } catch (DatabaseException doesNotFit) {
        result();
      }
    }
  }

  private static final class WideSum extends Function {
    @Override
    protected void xFunc() throws SQLException {
      if (value_text(0) == null) {
        result();
      } else {
        result(BigInteger.valueOf(value_long(0)).shiftLeft(32)
            .add(BigInteger.valueOf(value_long(1))).toString());
      }
    }
  }

  private static final class Fold extends Function {
    @Override
    protected void xFunc() throws SQLException {
      String text = value_text(0);
      if (text == null) {
        result();
      } else {
        result(fold(text));
      }
    }
  }

  private static final class ListPush extends Function {
    @Override
    protected void xFunc() throws SQLException {
      String list = value_text(0);
      List<Object> elements = list == null ? new ArrayList<>() : elements(list);
      if (elements == null) {
        error(NO_LIST);
        return;
      }
      elements.add(value_text(1));
      result(Json.of(elements).text());
    }
  }

  private static final class ListPull extends Function {
    @Override
    protected void xFunc() throws SQLException {
      String list = value_text(0);
      if (list == null) {
        result();
        return;
      }
      List<Object> elements = elements(list);
      if (elements == null) {
        error(NO_LIST);
        return;
      }
      elements.removeAll(List.of(value_text(1)));
      result(Json.of(elements).text());
    }
  }

  /** Those of a list; null for what another program wrote that is none. */
  private static @Nullable List<Object> elements(String text) {
    try {
      return Json.parse(text).value() instanceof List<?> list ? new ArrayList<>(list) : null;
    } catch (DatabaseException noJson) {
      return null;
    }
  }
}
