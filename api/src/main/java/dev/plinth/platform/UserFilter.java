package dev.plinth.platform;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which users are meant: those for whom everything given holds.
 *
 * @param status null for any
 * @param tier null for any
 * @param role null for any
 */
public record UserFilter(@Nullable UserStatus status, @Nullable UserTier tier,
    @Nullable UserRole role) {
  private static final UserFilter ALL = new UserFilter(null, null, null);

  /** Every user. */
  public static UserFilter all() {
    return ALL;
  }

  /** Users of this filter with {@code wanted} as status. */
  public UserFilter withStatus(UserStatus wanted) {
    return new UserFilter(Objects.requireNonNull(wanted, "status"), tier, role);
  }

  /** Users of this filter with {@code wanted} as tier. */
  public UserFilter withTier(UserTier wanted) {
    return new UserFilter(status, Objects.requireNonNull(wanted, "tier"), role);
  }

  /** Users of this filter with {@code wanted} as role. */
  public UserFilter withRole(UserRole wanted) {
    return new UserFilter(status, tier, Objects.requireNonNull(wanted, "role"));
  }
}
