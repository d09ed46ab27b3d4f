package dev.plinth.cli;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Says in one line of JSON what Tomcat refuses by itself: its own page names its version and is no answer for a client. */
final class ErrorAnswers extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      response.setContentType("application/json");
      response.setCharacterEncoding("UTF-8");
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write("{\"error\":\"" + message(status) + "\"}");
        response.finishResponse();
      }
    } catch (IOException gone) {
      // Nobody is there to hear it.
    }
  }

  private static String message(int status) {
    return switch (status) {
      case 404 -> "there is nothing here; the server is at " + HttpService.PATH;
      case 405 -> "this method is not served";
      case 501 -> "this is not served";
      default -> status < 500 ? "the request is malformed" : "the request could not be handled";
    };
  }
}
