package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.await;

import dev.plinth.platform.NewUser;
import dev.plinth.platform.Page;
import dev.plinth.platform.PageRequest;
import dev.plinth.platform.User;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What the tests of the platform stores share. */
abstract class PlatformConformance extends RoleConformance {
  PlatformConformance(TestBed bed) {
    super(bed);
  }

  /** An email that nobody has. */
  static String newEmail() {
    return TestBed.newName("user") + "@example.com";
  }

  /** A new user without a password. */
  final User newUser() {
    return await(database().createUser(NewUser.withoutPassword(newEmail())));
  }

  /** All items of a listing, read by pages of this size. */
  static <T> List<T> walk(int size, Function<PageRequest, CompletableFuture<Page<T>>> listing) {
    var items = new ArrayList<T>();
    PageRequest request = PageRequest.first(size);
    Page<T> page = await(listing.apply(request));
    items.addAll(page.items());
    while (page.hasNext()) {
      if (page.items().size() != size || items.size() > 1_000) {
        throw new AssertionError(
            "a page of " + page.items().size() + " items has another behind it");
      }
      page = await(listing.apply(request.after(page.nextCursor().orElseThrow())));
      items.addAll(page.items());
    }
    return items;
  }
}
