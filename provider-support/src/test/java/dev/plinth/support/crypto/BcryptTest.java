package dev.plinth.support.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BcryptTest {
  private final Bcrypt bcrypt = new Bcrypt(4);

  /** From the test suites of crypt_blowfish (Openwall) and jBCrypt; the last is of passlib's documentation. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
    U*U                        | $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW
    U*U*                       | $2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK
    U*U*U                      | $2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a
    U*U                        | $2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW
    U*U                        | $2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW
    a                          | $2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe
    abc                        | $2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i
    abcdefghijklmnopqrstuvwxyz | $2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC
    password                   | $bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2
    """)
  void verifiesKnownHashes(String password, String hash) {
    assertThat(bcrypt.verify(bytes(password), hash).matches()).isTrue();
    assertThat(bcrypt.verify(bytes(password + "x"), hash).matches()).isFalse();
    assertThat(BcryptHash.parse(hash).orElseThrow().text()).isEqualTo(hash);
  }

  @Test
  void cutsNoPasswordAtByte72() {
    String first72 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    String known = "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";
    assertThat(bcrypt.verify(bytes(first72), known).matches()).isTrue();
    assertThat(bcrypt.verify(bytes(first72 + "chars after 72 are ignored"), known).matches())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 71, 72, 73, 74, 144, 4_096})
  void verifiesItsOwnHashesOfEveryLength(int length) {
    String password = "p".repeat(length);
    String hash = bcrypt.hash(bytes(password));
    assertThat(hash).startsWith(length > 72 ? "$bcrypt-sha256$v=2,t=2b,r=4$" : "$2b$04$");
    assertThat(bcrypt.verify(bytes(password), hash)).isEqualTo(new PasswordCheck(true, false));
    assertThat(bcrypt.verify(bytes(password + "q"), hash).matches()).isFalse();
    assertThat(bcrypt.verify(bytes(password.substring(1) + "q"), hash).matches()).isFalse();
  }

  @Test
  void tellsPasswordsApartThatDifferAfterByte72() {
    String hash = bcrypt.hash(bytes("\u00e9".repeat(40) + "a"));
    assertThat(bcrypt.verify(bytes("\u00e9".repeat(40) + "a"), hash).matches()).isTrue();
    assertThat(bcrypt.verify(bytes("\u00e9".repeat(40) + "b"), hash).matches()).isFalse();
  }

  @Test
  void saltsEachHash() {
    Set<String> salts = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      String hash = bcrypt.hash(bytes("same"));
      assertThat(bcrypt.verify(bytes("same"), hash).matches()).isTrue();
      salts.add(BcryptHash.parse(hash).orElseThrow().salt());
    }
    assertThat(salts).hasSize(200);
  }

  @Test
  void asksForAnUpgradeOfALowerCostOrAnOlderVariant() {
    String low = bcrypt.hash(bytes("right"));
    assertThat(new Bcrypt(5).verify(bytes("right"), low)).isEqualTo(new PasswordCheck(true, true));
    assertThat(new Bcrypt(5).verify(bytes("wrong"), low)).isEqualTo(PasswordCheck.NO_MATCH);
    assertThat(bcrypt.verify(bytes("right"), new Bcrypt(5).hash(bytes("right"))).needsUpgrade())
        .isFalse();
    assertThat(bcrypt.verify(bytes("right"), low.replace("$2b$", "$2y$")).needsUpgrade()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "$2b$", "$2b$04$",
      "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
      "$2b$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
      "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
      "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe",
      "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW ",
      "$2$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
      "$bcrypt-sha256$v=2,t=2b,r=31$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2",
      "$bcrypt-sha256$v=1,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2",
      "$2b$04$.....................................................",
      "$argon2id$v=19$m=1,t=1,p=1$AAAA$AAAA"})
  void matchesNoMalformedHash(String hash) {
    assertThat(bcrypt.verify(bytes("U*U"), hash)).isEqualTo(PasswordCheck.NO_MATCH);
  }

  @Test
  void worksAsLongForAnUnknownUserAndAMalformedHash() {
    var slow = new Bcrypt(9);
    String hash = slow.hash(bytes("right"));
    long known = LongStream.generate(() -> cpuTime(() -> slow.verify(bytes("wrong"), hash)))
        .limit(5).min().orElseThrow();
    assertThat(cpuTime(() -> slow.verifyUnknown(bytes("wrong")))).isGreaterThan(known / 2);
    assertThat(cpuTime(() -> slow.verify(bytes("wrong"), "none"))).isGreaterThan(known / 2);
    assertThat(slow.verifyUnknown(bytes("right"))).isEqualTo(PasswordCheck.NO_MATCH);
  }

  private static long cpuTime(Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    work.run();
    return threads.getCurrentThreadCpuTime() - start;
  }

  private static byte[] bytes(String password) {
    return password.getBytes(StandardCharsets.UTF_8);
  }
}
