package dev.plinth.support.stores;

import static dev.plinth.support.stores.StoreFailures.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.ErrorCode;
import dev.plinth.data.Json;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.Page;
import dev.plinth.platform.PageRequest;
import dev.plinth.platform.User;
import dev.plinth.platform.UserFilter;
import dev.plinth.platform.UserStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ListingTest {
  private final FakeStores stores = FakeStores.create();

  @Test
  void showsEveryRecordOnceInTheOrderOfCreation() {
    List<UUID> created = create(7);
    var seen = new ArrayList<UUID>();
    Page<User> page = list(PageRequest.first(3));
    seen.addAll(ids(page));
    while (page.hasNext()) {
      page = list(PageRequest.first(3).after(page.nextCursor().orElseThrow()));
      seen.addAll(ids(page));
    }
    assertThat(seen).isEqualTo(created);
  }

  @Test
  void hasACursorOnlyWhereMoreExisted() {
    create(3);
    assertThat(list(PageRequest.first(3)).hasNext()).isFalse();
    assertThat(list(PageRequest.first(2)).hasNext()).isTrue();
  }

  @Test
  void goesOnBehindARecordThatIsGone() {
    List<UUID> created = create(3);
    Page<User> page = list(PageRequest.first(1));
    stores.deleteUser(created.getFirst()).join();
    assertThat(ids(list(PageRequest.first(5).after(page.nextCursor().orElseThrow()))))
        .isEqualTo(created.subList(1, 3));
  }

  @Test
  void refusesACursorOfAnotherListing() {
    create(2);
    PageRequest next = PageRequest.first(1)
        .after(list(PageRequest.first(1)).nextCursor().orElseThrow());
    fails(ErrorCode.INVALID_ARGUMENT,
        stores.listUsers(UserFilter.all().withStatus(UserStatus.PENDING), next));
    fails(ErrorCode.INVALID_ARGUMENT, stores.listApiKeys(UUID.randomUUID(), next));
    fails(ErrorCode.INVALID_ARGUMENT,
        stores.listUsers(UserFilter.all(), PageRequest.first().after("nonsense")));
  }

  @Test
  void refusesACursorWithValuesOfOtherTypes() {
    create(2);
    String cursor = list(PageRequest.first(1)).nextCursor().orElseThrow();
    var parts = new ArrayList<Object>((List<?>) Json
        .parse(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)).value());
    parts.set(2, "l1");
    String altered = Base64.getUrlEncoder().withoutPadding()
        .encodeToString(Json.of(parts).text().getBytes(StandardCharsets.UTF_8));
    fails(ErrorCode.INVALID_ARGUMENT,
        stores.listUsers(UserFilter.all(), PageRequest.first().after(altered)));
  }

  /** Three at each moment. */
  private List<UUID> create(int count) {
    var ids = new ArrayList<UUID>();
    for (int i = 0; i < count; i++) {
      stores.now = FakeStores.START.plusMillis(i / 3);
      ids.add(stores.createUser(NewUser.withoutPassword("user" + i + "@x.org")).join().id());
    }
    return ids;
  }

  private Page<User> list(PageRequest request) {
    return stores.listUsers(UserFilter.all(), request).join();
  }

  private static List<UUID> ids(Page<User> page) {
    return page.items().stream().map(User::id).toList();
  }
}
