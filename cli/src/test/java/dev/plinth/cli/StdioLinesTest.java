package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StdioLinesTest {
  private static StdioLines reading(String input, OutputStream output) {
    return new StdioLines(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output,
        1_000);
  }

  @Test
  void keepsAMessageInOneLine() throws IOException {
    InputStream input =
        reading("{\"jsonrpc\":\"2.0\",\r\"method\":\"notifications/initialized\"}\r\n",
            OutputStream.nullOutputStream()).input();
    assertThat(new String(input.readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"jsonrpc\":\"2.0\", \"method\":\"notifications/initialized\"}\n");
  }

  @Test
  void endsWhereNobodyReadsAnswers() throws Exception {
    StdioLines lines = reading("", new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("broken pipe");
      }
    });
    byte[] answer =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> lines.output().write(answer)).isInstanceOf(IOException.class);
    lines.awaitEnd();
    lines.awaitWritten(1);
  }

  @Test
  void waitsForNoAnswerToWhatCameAfterItsEnd() throws Exception {
    StdioLines lines = reading("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n",
        OutputStream.nullOutputStream());
    lines.endInput();
    assertThat(lines.input().read()).isEqualTo(-1);
    lines.awaitEnd();
  }
}
