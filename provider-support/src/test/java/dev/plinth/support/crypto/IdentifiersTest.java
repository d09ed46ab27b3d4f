package dev.plinth.support.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class IdentifiersTest {

  @Test
  void makesIdsOfVersion7ThatTellTheTimeAndGrow() {
    long before = Instant.now().toEpochMilli();
    List<UUID> ids = Stream.generate(Identifiers::next).limit(10_000).toList();
    assertThat(ids).allMatch(id -> id.version() == 7 && id.variant() == 2);
    assertThat(ids.getFirst().getMostSignificantBits() >>> 16).isBetween(before - 1_000,
        before + 60_000);
    assertThat(ids.stream().map(UUID::toString)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void makesNoIdTwiceOnManyThreads() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<List<UUID>>> batches = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        batches.add(CompletableFuture
            .supplyAsync(() -> Stream.generate(Identifiers::next).limit(1_000).toList(), threads));
      }
      Set<UUID> ids = new HashSet<>();
      batches.forEach(batch -> ids.addAll(batch.join()));
      assertThat(ids).hasSize(64_000);
    }
  }

  @Test
  void makesTokensOfTheLengthAskedFor() {
    assertThat(Identifiers.base62(43)).matches("[0-9A-Za-z]{43}")
        .isNotEqualTo(Identifiers.base62(43));
    assertThat(Identifiers.base62(0)).isEmpty();
    assertThat(Base64.getUrlDecoder().decode(Identifiers.base64Url(32))).hasSize(32);
    assertThat(Identifiers.base64Url(32)).matches("[\\w-]{43}")
        .isNotEqualTo(Identifiers.base64Url(32));
  }

  /** Taking a byte modulo 62 would make the first eight digits a quarter likelier: 21 standard deviations. */
  @Test
  void drawsEveryDigitAlike() {
    int[] counts = new int[128];
    Base62.random(620_000).chars().forEach(digit -> counts[digit]++);
    for (char digit : "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        .toCharArray()) {
      assertThat(counts[digit]).isBetween(9_300, 10_700);
    }
  }

  @Test
  void writesNumbersWithLeadingZeros() {
    assertThat(Base62.encode(0, 6)).isEqualTo("000000");
    assertThat(Base62.encode(61, 6)).isEqualTo("00000z");
    assertThat(Base62.encode(62, 6)).isEqualTo("000010");
    assertThat(Base62.encode(0xFFFF_FFFFL, 6)).isEqualTo("4gfFC3");
  }
}
