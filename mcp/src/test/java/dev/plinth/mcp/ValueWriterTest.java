package dev.plinth.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ValueWriterTest {
  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  @Test
  void writesJsonAsItIs() {
    assertThat(ValueWriter.write(Json.parse("[[1],{\"a\":null}]"))).asString()
        .isEqualTo("[[1], {a=null}]");
    assertThat(ValueWriter.write(Json.parse(nested(400)))).isInstanceOf(List.class);
  }

  @Test
  void writesWhatIsNestedTooDeepAsAText() {
    assertThat(ValueWriter.write(Json.parse(nested(401)))).isEqualTo(nested(401));
    String object = "{\"a\":".repeat(450) + "1" + "}".repeat(450);
    assertThat(ValueWriter.write(Json.parse(object))).isEqualTo(object);
  }
}
