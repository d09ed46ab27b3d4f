package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Filter.And;
import dev.plinth.data.Filter.Comparison;
import dev.plinth.data.Filter.Membership;
import dev.plinth.data.Filter.Not;
import dev.plinth.data.Filter.NullCheck;
import dev.plinth.data.Filter.Or;
import dev.plinth.data.Filter.TextSearch;
import dev.plinth.schema.PortableType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Filters as MongoDB's conditions. A value that might be taken for an operator stands behind one that takes it as
 * it is. MongoDB's conditions are two-valued, as those of this library; where it takes
 * "not equal" for true of a missing field, null is excluded.
 */
final class Filters {
  /** What MongoDB's regular expressions may be long. */
  private static final int MAX_PATTERN = 32_000;
  private static final BsonDocument ALL = new BsonDocument();

  private final MongoTable table;

  private Filters(MongoTable table) {
    this.table = table;
  }

  static BsonDocument of(MongoTable table, Filter filter) {
    return new Filters(table).render(filter, false);
  }

  /** Negation is pushed down to the conditions: MongoDB bounds how deep they may be nested. */
  private BsonDocument render(Filter filter, boolean negated) {
    return switch (filter) {
      case Filter.All all -> negated ? nothing() : ALL;
      case Not not -> render(not.filter(), !negated);
      case And and -> joined(and.filters(), negated, !negated);
      case Or or -> joined(or.filters(), negated, negated);
      case NullCheck check -> isNull(check.field(), check.negated() == negated);
      case Comparison comparison -> unless(negated, comparison(comparison));
      case Membership membership -> unless(negated, membership(membership));
      case TextSearch search -> unless(negated, search(search));
    };
  }

  private static BsonDocument unless(boolean negated, BsonDocument condition) {
    return negated
        ? new BsonDocument("$nor", new BsonArray(List.of(condition)))
        : condition;
  }

  private BsonDocument joined(List<Filter> filters, boolean negated, boolean all) {
    var parts = new ArrayList<BsonDocument>();
    for (Filter filter : filters) {
      BsonDocument part = render(filter, negated);
      if (!part.isEmpty()) {
        parts.add(part);
      } else if (!all) {
        return ALL;
      }
    }
    return switch (parts.size()) {
      case 0 -> ALL;
      case 1 -> parts.get(0);
      default -> new BsonDocument(all ? "$and" : "$or", new BsonArray(parts));
    };
  }

  private static BsonDocument nothing() {
    return new BsonDocument(MongoTable.ID, new BsonDocument("$in", new BsonArray()));
  }

  private BsonDocument isNull(String field, boolean wanted) {
    String path = FieldNames.path(field);
    BsonDocument nothing = condition(path, wanted ? "$eq" : "$ne", BsonNull.VALUE);
    PortableType type = table.type(field);
    if (type != null && type != PortableType.JSON) {
      return nothing;
    }
    // A list that has a null in it is equal to null for MongoDB.
    BsonDocument list = condition(path, "$type", new BsonString("array"));
    return wanted
        ? Updates.both(nothing, unless(true, list))
        : new BsonDocument("$or", new BsonArray(List.of(nothing, list)));
  }

  private BsonDocument comparison(Comparison comparison) {
    String path = FieldNames.path(comparison.field());
    BsonValue value = table.operand(comparison.field(), comparison.value());
    return switch (comparison.comparator()) {
      case EQUALS -> MongoTable.equal(path, value);
      case NOT_EQUALS -> condition(path, "$nin", new BsonArray(List.of(value, BsonNull.VALUE)));
      case LT -> ordering(comparison.field(), "$lt", value);
      case LTE -> ordering(comparison.field(), "$lte", value);
      case GT -> ordering(comparison.field(), "$gt", value);
      case GTE -> ordering(comparison.field(), "$gte", value);
    };
  }

  private BsonDocument ordering(String field, String operator, BsonValue value) {
    String path = FieldNames.path(field);
    if (table.type(field) != PortableType.BYTES) {
      return condition(path, operator, value);
    }
    var compared = new BsonDocument(operator, new BsonArray(
        List.of(HexText.of(MongoTable.reference(path)), HexText.of(value))));
    return new BsonDocument("$and", new BsonArray(List.of(
        condition(path, "$ne", BsonNull.VALUE), new BsonDocument("$expr", compared))));
  }

  private BsonDocument membership(Membership membership) {
    var values = new BsonArray(membership.values().size() + 1);
    membership.values().forEach(value -> values.add(table.operand(membership.field(), value)));
    if (membership.negated()) {
      values.add(BsonNull.VALUE);
    }
    return condition(FieldNames.path(membership.field()), membership.negated() ? "$nin" : "$in",
        values);
  }

  private static BsonDocument search(TextSearch search) {
    String path = FieldNames.path(search.field());
    if (search.text().isEmpty()) {
      return condition(path, "$type", new BsonString("string"));
    }
    String literal = escaped(search.text(), search.ignoreCase());
    String pattern = switch (search.match()) {
      case CONTAINS -> literal;
      case STARTS_WITH -> "^" + literal;
      case ENDS_WITH -> literal + "\\z";
    };
    if (pattern.length() > MAX_PATTERN) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the text to look for in " + search.field() + " is too long for MongoDB");
    }
    return new BsonDocument(path,
        new BsonRegularExpression(pattern, search.ignoreCase() ? "i" : ""));
  }

  /** Every sign that might mean something in a regular expression means itself. */
  private static String escaped(String text, boolean ignoreCase) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String variants = ignoreCase ? CaseVariants.classOf(c) : null;
      if (variants != null) {
        out.append(variants);
        continue;
      }
      boolean plain = c > 0x7f || Character.isLetterOrDigit(c) || Character.isISOControl(c);
      if (!plain) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  private static BsonDocument condition(String path, String operator, BsonValue value) {
    return new BsonDocument(path, new BsonDocument(operator, value));
  }

  /** Whether a filter can mean one record at most, since it names the whole primary key. */
  static boolean namesOne(MongoTable table, Filter filter) {
    List<String> key = table.primaryKey();
    return !key.isEmpty() && equalities(filter).map(Map::keySet)
        .filter(fields -> fields.containsAll(key)).isPresent();
  }

  /** The fields that a filter holds equal to one value each; empty where none is. */
  private static Optional<Map<String, Object>> equalities(Filter filter) {
    var found = new HashMap<String, Object>();
    collect(filter, found);
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  private static void collect(Filter filter, Map<String, Object> found) {
    switch (filter) {
      case Comparison comparison when comparison.comparator() == Filter.Comparator.EQUALS ->
          found.put(comparison.field(), comparison.value());
      case And and -> and.filters().forEach(part -> collect(part, found));
      default -> {
      }
    }
  }
}
