package dev.plinth.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TestUrlsTest {
  private static final String URL = "mysql://us%40er:p%2F%3A%20w@[::1]:3307/some?a=b%26c";

  @Test
  void changesTheDatabase() {
    assertThat(TestUrls.withDatabase(URL, "x y"))
        .isEqualTo("mysql://us%40er:p%2F%3A%20w@[::1]:3307/x%20y?a=b%26c");
  }

  @Test
  void changesTheUser() {
    assertThat(TestUrls.withUser(URL, "a", "b:c"))
        .isEqualTo("mysql://a:b%3Ac@[::1]:3307/some?a=b%26c");
  }

  @Test
  void changesThePort() {
    assertThat(TestUrls.throughPort("mongodb://h1,h2/x", 7)).isEqualTo("mongodb://127.0.0.1:7/x");
  }

  @Test
  void knowsDefaultPorts() {
    assertThat(TestUrls.port("postgres://h/x")).isEqualTo(5432);
    assertThat(TestUrls.port("mariadb://h/x")).isEqualTo(3306);
    assertThat(TestUrls.port("mongodb://h/x")).isEqualTo(27017);
    assertThat(TestUrls.port(URL)).isEqualTo(3307);
  }
}
