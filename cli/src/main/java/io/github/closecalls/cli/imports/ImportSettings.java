package io.github.closecalls.cli.imports;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.github.closecalls.cli.command.Options;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the command line says of an import, read and checked. */
record ImportSettings(
    Path file,
    boolean dryRun,
    long limit,
    double rate,
    int concurrency,
    long maxUnknown,
    Optional<Path> decisions,
    Optional<Path> columns,
    String key,
    boolean keyByContent,
    Optional<String> region,
    Times times,
    Charset encoding,
    char separator,
    Set<String> droppable) {

  private static final long MOST_AT_ONCE = 64;

  private static final Map<String, String> DROPPABLE =
      Map.of("--without-bad-phones", "phone", "--without-bad-recordings", "recording_url");

  /** Reads the options, and adds to the problems what is wrong with them. */
  static ImportSettings of(Options options, List<String> problems) {
    Reader read = new Reader(options, problems);
    if (options.has("--key-by-content") && options.value("--key").isPresent()) {
      problems.add("--key and --key-by-content exclude each other: give one of them.");
    }
    if (options.has("--dry-run") && options.value("--decisions").isPresent()) {
      problems.add("--dry-run takes no decisions: leave --decisions out.");
    }
    double rate =
        read.value("--rate", ImportSettings::rate, "a number of requests per second").orElse(10.0);
    return new ImportSettings(
        read.file(options.operands().isEmpty() ? "" : options.operands().get(0)),
        options.has("--dry-run"),
        read.number("--limit", 1, Long.MAX_VALUE, Long.MAX_VALUE),
        rate,
        (int) read.number("--concurrency", 1, MOST_AT_ONCE, concurrency(rate)),
        read.number("--max-unknown", 0, Long.MAX_VALUE, 5),
        read.value("--decisions", Path::of, "a file"),
        read.value("--columns", Path::of, "a file"),
        options.value("--key").orElse(Columns.EXTERNAL_ID),
        options.has("--key-by-content"),
        read.value("--region", ImportSettings::region, "a country such as US"),
        new Times(
            read.value(
                "--time-format",
                ImportSettings::timeFormat,
                "a format such as \"dd/MM/yyyy HH:mm\""),
            read.value("--zone", ZoneId::of, "a time zone such as Europe/Berlin")),
        read.value("--encoding", ImportSettings::encoding, "an encoding such as windows-1252")
            .orElse(StandardCharsets.UTF_8),
        read.value("--separator", ImportSettings::separator, "one character, or the word tab")
            .orElse(','),
        options.flags().stream()
            .flatMap(flag -> Stream.ofNullable(DROPPABLE.get(flag)))
            .collect(Collectors.toSet()));
  }

  /** Returns where it keeps what it did: beside the file itself, whatever links lead to it. */
  Path folder() {
    Path target = file;
    try {
      target = Files.isSymbolicLink(file) ? file.toRealPath() : file;
    } catch (IOException e) {
      // Whoever reads the file will say so.
    }
    return target.resolveSibling(target.getFileName() + ".import");
  }

  /** The outputs are written in it too, which some encodings cannot be. */
  private static Charset encoding(String text) {
    Charset encoding = Charset.forName(text);
    if (!encoding.canEncode()) {
      throw new IllegalArgumentException(text);
    }
    return encoding;
  }

  /** Four for an answer in 0.4 s at the usual rate, and enough for one in 0.1 s at a higher. */
  private static long concurrency(double rate) {
    return Math.max(4, Math.min(MOST_AT_ONCE, (long) (rate / 10)));
  }

  private static double rate(String text) {
    double rate = Double.parseDouble(text);
    if (!(rate > 0 && rate <= 10_000)) {
      throw new IllegalArgumentException(text);
    }
    return rate;
  }

  private static String region(String text) {
    String region = text.toUpperCase(Locale.ROOT);
    if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)) {
      throw new IllegalArgumentException(text);
    }
    return region;
  }

  /** Strict, since the 31st of February would be read as the 28th; then years need their era. */
  private static DateTimeFormatter timeFormat(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive() // Many write pm for PM.
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, IsoEra.CE.getValue())
        .toFormatter(Locale.US)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static char separator(String text) {
    if (text.equals("tab")) {
      return '\t';
    }
    if (text.length() != 1 || "\"\r\n".contains(text)) {
      throw new IllegalArgumentException(text);
    }
    return text.charAt(0);
  }

  /** Reads options one by one. */
  private record Reader(Options options, List<String> problems) {
    <T> Optional<T> value(String option, Function<String, T> parse, String what) {
      return options
          .value(option)
          .flatMap(
              text -> {
                try {
                  return Optional.of(parse.apply(text));
                } catch (IllegalArgumentException | DateTimeException e) {
                  problems.add(option + " \"" + text + "\" cannot be used: give " + what + ".");
                  return Optional.empty();
                }
              });
    }

    Path file(String name) {
      try {
        return Path.of(name);
      } catch (InvalidPathException e) {
        problems.add("\"" + name + "\" is not the name of a file: " + e.getReason() + ".");
        return Path.of("");
      }
    }

    long number(String option, long least, long most, long otherwise) {
      return value(
              option,
              text -> {
                long number = Long.parseLong(text);
                if (number < least || number > most) {
                  throw new IllegalArgumentException(text);
                }
                return number;
              },
              "a whole number from " + least + (most == Long.MAX_VALUE ? "" : " to " + most))
          .orElse(otherwise);
    }
  }
}
