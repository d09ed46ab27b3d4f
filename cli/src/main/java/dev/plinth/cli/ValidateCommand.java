package dev.plinth.cli;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Holds a database against what Plinth expects of it. */
@Command(name = "validate", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    description = {
        "Holds a database against what is expected: the platform tables by introspection, and what its "
            + "user may do by trying it.",
        "Nothing stays behind: what is tried is taken back. With --read-only nothing is written at all."},
    footer = {"", "Examples:", "  plinth validate --url sqlite:./data/app.db",
        "  plinth validate --url env:DATABASE_URL --read-only --json", "",
        "Exit code 1 where something is not as expected."})
final class ValidateCommand implements Callable<Integer> {
  private static final List<String> COLUMNS = List.of("section", "subject", "status", "note");

  @ParentCommand
  private PlinthCommand plinth;

  @Spec
  private CommandSpec spec;

  @Option(names = "--url", required = true, paramLabel = "URL",
      description = "The database; env:NAME for the variable that holds its URL, or vault:NAME/CREDENTIAL.")
  private String url = "";

  @Option(names = "--read-only", description = "Try reads alone.")
  private boolean readOnly;

  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30",
      description = "How long a question to the database may take, 1 to 3600 (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    if (timeout < 1 || timeout > 3600) {
      throw new Misuse("--timeout must be from 1 to 3600 seconds");
    }
    List<Finding> findings = findings(Options.defaults().withTimeout(Duration.ofSeconds(timeout)));
    long problems = findings.stream().filter(Finding::isProblem).count();
    print(findings, problems == 0);
    if (problems > 0) {
      throw new DatabaseException(ErrorCode.SCHEMA_MISMATCH,
          problems + " of " + findings.size() + " checks found a problem");
    }
    return 0;
  }

  /** First with a handle that cannot write: a file that is not there must not be created. */
  private List<Finding> findings(Options options) {
    var findings = new ArrayList<Finding>();
    boolean complete;
    try (var database = plinth.references().open(url, options.readOnly())) {
      var schema = new PlatformValidation(database);
      findings.addAll(schema.findings());
      complete = schema.isComplete();
      findings.add(Finding.unchecked("migrations", "application migrations",
          "this version has no migrations yet"));
      findings.addAll(Permissions.reading(database, schema.present()));
    }
    if (readOnly) {
      findings.add(Finding.unchecked("permissions", "write", "--read-only"));
      findings.add(Finding.unchecked("permissions", "change the schema", "--read-only"));
    } else {
      try (var database = plinth.references().open(url, options)) {
        findings.add(Permissions.writing(database, complete));
        findings.add(Permissions.changingTheSchema(database));
      }
    }
    return findings;
  }

  private void print(List<Finding> findings, boolean valid) {
    var output = new Output(spec.commandLine().getOut(), json);
    List<Map<String, @Nullable Object>> rows = findings.stream().map(Finding::fields).toList();
    if (!json) {
      output.table("checks", COLUMNS, rows);
      return;
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("valid", valid);
    document.put("checks", rows);
    output.document(document);
  }
}
