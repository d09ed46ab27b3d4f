package dev.plinth.support.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.WorkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class WatchlistTest {
  private final Watchlist list = new Watchlist();

  /** All numbers alike, so that they share a chain. */
  private static List<Entry> entries(int count, long step) {
    return LongStream.range(0, count).mapToObj(i -> new Entry(i * step)).toList();
  }

  private List<Call<?>> calls() {
    var calls = new ArrayList<Call<?>>();
    list.addTo(calls);
    return calls;
  }

  @Test
  void keepsThoseThatWereNotRemovedWhateverTheOrder() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      List<Entry> entries = entries(20, seed % 2);
      var left = new ArrayList<Call<?>>();
      entries.forEach(list::add);
      for (Entry entry : entries) {
        left.add(entry.call());
      }
      for (int i : random.ints(30, 0, 20).toArray()) {
        list.remove(entries.get(i));
        left.remove(entries.get(i).call());
        assertThat(calls()).containsExactlyInAnyOrderElementsOf(left);
      }
      entries.forEach(list::remove);
      assertThat(list.isEmpty()).isTrue();
    }
  }

  @Test
  void losesNoneOfManyThreads() {
    List<List<Entry>> ofThreads = IntStream.range(0, 8).mapToObj(i -> entries(1_000, 1)).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ofThreads.forEach(entries -> threads.execute(() -> entries.forEach(entry -> {
        list.add(entry);
        if (entry.number() % 2 == 0) {
          list.remove(entry);
        }
      })));
    }
    assertThat(calls()).containsExactlyInAnyOrderElementsOf(ofThreads.stream().flatMap(List::stream)
        .filter(entry -> entry.number() % 2 == 1).<Call<?>>map(Entry::call).toList());
  }

  private static final class Entry extends Watched {
    private final long number;
    private final Call<String> call =
        new Call<>(WorkKind.READ, session -> "", 0, new Call.Completion<String>() {
          @Override
          public void succeeded(Call<String> ended, String value) {}

          @Override
          public void failed(Call<String> ended, Throwable failure) {}
        });

    Entry(long number) {
      this.number = number;
    }

    @Override
    Call<?> call() {
      return call;
    }

    @Override
    long number() {
      return number;
    }
  }
}
