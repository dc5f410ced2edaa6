package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.testing.FakeClose;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the columns files of this repository against rows as the phone systems write them. */
class ColumnsFilesTest {
  private static final Path FILES = Path.of("columns");

  @AutoClose private final FakeClose close = FakeClose.start();

  @TempDir private Path folder;

  private ImportRun run;

  @BeforeEach
  void begin() {
    run = new ImportRun(folder, close);
  }

  /** Checks the rows, then sends them. */
  private void assertLogged(List<String> expected, String... options) throws Exception {
    String[] dryRun = Arrays.copyOf(options, options.length + 1);
    dryRun[options.length] = "--dry-run";
    run.assertEnds(ExitCode.DONE, dryRun);
    assertTrue(run.printed().contains("\"ready\":" + expected.size()), run::printed);

    run.assertEnds(ExitCode.DONE, options);
    assertEquals(
        expected,
        close.logged().stream()
            .sorted(Comparator.comparing(call -> String.valueOf(call.activityAt())))
            .map(ColumnsFilesTest::described)
            .toList());
  }

  private static String described(CreateCallActivity call) {
    return "%s %s %s %s %s"
        .formatted(
            call.direction(), call.phone(), call.status(), call.duration(), call.activityAt());
  }

  @Test
  void twilio() throws Exception {
    run.write(
        "Sid,DateCreated,DateUpdated,ParentCallSid,AccountSid,To,ToFormatted,From,FromFormatted,"
            + "PhoneNumberSid,Status,StartTime,EndTime,Duration,Price,PriceUnit,Direction,"
            + "AnsweredBy,Annotation,ApiVersion,ForwardedFrom,GroupSid,CallerName,Uri",
        twilio("CA1", "+16505559999", "+16505551234", "completed", "17:45:00", "153", "inbound"),
        twilio("CA2", "+16505551235", "+16505559999", "canceled", "18:45:00", "0", "outbound-api"));

    assertLogged(
        List.of(
            "inbound +16505551234 completed 153 2026-01-31T17:45Z",
            "outbound +16505551235 cancel 0 2026-01-31T18:45Z"),
        "--columns",
        FILES.resolve("twilio.txt").toString(),
        "--time-format",
        "EEE, dd MMM yyyy HH:mm:ss Z");
  }

  private static String twilio(
      String sid, String to, String from, String status, String time, String duration, String dir) {
    String day = "\"Sat, 31 Jan 2026 %s +0000\"";
    String at = day.formatted(time);
    return String.join(
        ",",
        sid,
        at,
        at,
        "",
        "AC1",
        to,
        to,
        from,
        from,
        "PN1",
        status,
        at,
        at,
        duration,
        "",
        "USD",
        dir,
        "",
        "",
        "2010-04-01",
        "",
        "",
        "",
        "/2010-04-01/Accounts/AC1/Calls/" + sid);
  }

  @Test
  void asterisk() throws Exception {
    run.write(
        "accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,"
            + "duration,billsec,disposition,amaflags,uniqueid",
        "\"\",\"101\",\"030123456\",\"from-internal\",\"\"\"Jane\"\" <101>\",\"PJSIP/101-1\","
            + "\"PJSIP/trunk-2\",\"Dial\",\"PJSIP/trunk/030123456,30\",\"2026-01-31 17:45:00\","
            + "\"2026-01-31 17:45:09\",\"2026-01-31 17:47:42\",162,153,\"ANSWERED\","
            + "\"DOCUMENTATION\",\"1769877900.12\"",
        "\"\",\"+4930123457\",\"s\",\"from-trunk\",\"\",\"PJSIP/trunk-3\",\"PJSIP/101-4\",\"Dial\","
            + "\"PJSIP/101,30\",\"2026-01-31 18:45:00\",,\"2026-01-31 18:45:30\",30,0,"
            + "\"NO ANSWER\",\"DOCUMENTATION\",\"1769881500.13\"");

    assertLogged(
        List.of(
            "outbound +4930123456 completed 153 2026-01-31T17:45+01:00",
            "inbound +4930123457 no-answer 0 2026-01-31T18:45+01:00"),
        "--columns",
        FILES.resolve("asterisk.txt").toString(),
        "--zone",
        "Europe/Berlin",
        "--region",
        "DE");
  }
}
