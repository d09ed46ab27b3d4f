package dev.plinth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A URL with any one mistake in it shows no secret, whether it can still be read or not. Each secret
 * holds the canary twice, so that a mistake inside one of them leaves the other to be found. What stands
 * behind an @ of a password cannot be told from a host, and is no canary.
 */
final class DatabaseUrlSecretsTest {
  private static final String CANARY = "Zebra";
  private static final List<String> URLS = List.of(
      "postgresql://ada:ZebraZebra@db.example.com:5432/app?sslmode=require",
      "postgres://ada:ZebraZebra@x@[2001:db8::1]:5432/app", "mysql://ada:Zebra/Zebra@h:3306/app",
      "mysql+aiomysql://ada:Zebra%40Zebra@h:4000/app?ssl=true", "tidb://ada:Zebra:Zebra@h:4000/app",
      "mongodb://ada:ZebraZebra@a:1,b:2,c:3/app?replicaSet=rs0&w=majority",
      "mongodb+srv://ada:Zebra%25Zebra@cluster.example.com/app",
      "jdbc:postgresql://h:5432/app?user=ada&password=ZebraZebra&sslmode=require",
      "jdbc:mysql://h/app?sslmode=require&password=ZebraZebra",
      "sqlite:./data/app.db?mode=rwc&key=ZebraZebra",
      "sqlite+aiosqlite:///./app.db?cipher_key=ZebraZebra&cache=shared");
  private static final String INSERTED = "@:/?&=%#;,+[] .x1\\\"\u00e9\u0000";

  @Test
  void staySecretInTenThousandMutatedUrls() {
    List<String> mutated = URLS.stream().flatMap(DatabaseUrlSecretsTest::mutations).toList();
    assertThat(mutated).hasSizeGreaterThan(10_000);
    assertThat(mutated)
        .allSatisfy(url -> assertThat(shown(url)).doesNotContainIgnoringCase(CANARY));
  }

  private static String shown(String text) {
    try {
      DatabaseUrl url = DatabaseUrl.parse(text);
      return url + " " + url.redacted();
    } catch (DatabaseException refused) {
      return refused + " " + refused.getMessage() + " " + refused.getCause();
    }
  }

  /** With each character left out, doubled, swapped with the next, replaced, and preceded by another. */
  private static Stream<String> mutations(String url) {
    return IntStream.range(0, url.length()).boxed().flatMap(i -> {
      String before = url.substring(0, i);
      String after = url.substring(i + 1);
      char here = url.charAt(i);
      Stream<String> inserted = INSERTED.chars().boxed().flatMap(
          c -> Stream.of(before + (char) c.intValue() + after,
              before + (char) c.intValue() + here + after));
      String swapped =
          after.isEmpty() ? before : before + after.charAt(0) + here + after.substring(1);
      return Stream.concat(inserted,
          Stream.of(before + after, before + here + here + after, swapped,
              before, after));
    });
  }
}
