package dev.plinth.mongo;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Letters that are the same where case is ignored, as {@link String#equalsIgnoreCase} tells. Regular expressions
 * that ignore case agree with it on pairs of a small and a capital letter; on others, such as the four letters i of
 * Turkish, engines differ, so that a pattern has to name them all.
 */
final class CaseVariants {
  private static final Map<Character, String> CLASSES = classes();

  private CaseVariants() {}

  /** A character class of all that a letter is the same as; null where ignoring case is enough. */
  static @Nullable String classOf(char letter) {
    return CLASSES.get(letter);
  }

  private static char folded(char letter) {
    return Character.toLowerCase(Character.toUpperCase(letter));
  }

  private static Map<Character, String> classes() {
    Map<Character, Set<Character>> same = new HashMap<>();
    for (int code = 0; code < Character.MIN_SURROGATE; code++) {
      char letter = (char) code;
      if (folded(letter) != letter || Character.isLowerCase(letter)) {
        Set<Character> group =
            same.computeIfAbsent(folded(letter), first -> new LinkedHashSet<>(Set.of(first)));
        group.add(letter);
      }
    }
    Map<Character, String> classes = new HashMap<>();
    same.forEach((small, group) -> {
      if (group.size() > 1 && !isPair(small, group)) {
        var text = new StringBuilder("[");
        group.forEach(text::append);
        String named = text.append(']').toString();
        group.forEach(letter -> classes.put(letter, named));
      }
    });
    return Map.copyOf(classes);
  }

  private static boolean isPair(char small, Set<Character> group) {
    return group.size() == 2 && group.contains(Character.toUpperCase(small))
        && Character.toUpperCase(small) != small;
  }
}
