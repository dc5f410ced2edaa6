package io.github.closecalls.cli;

import io.github.closecalls.cli.command.Options;
import io.github.closecalls.cli.command.Terminal;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;
import io.github.closecalls.model.CreateCallActivityStatus;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The call that the options describe, as far as they can be read. */
final class DescribedCall {
  private static final String DURATION = "--duration";
  private static final String NOTE_FILE = "--note-file";

  private final Options options;
  private final Terminal terminal;
  private final CreateCallActivity.Builder call = CreateCallActivity.builder();
  private final List<String> problems = new ArrayList<>();

  DescribedCall(Options options, Terminal terminal) {
    this.options = options;
    this.terminal = terminal;
    take("--lead-id", call::leadId);
    take("--contact-id", call::contactId);
    take("--user-id", call::userId);
    take("--phone", call::phone);
    take("--direction", this::direction);
    take("--status", this::status);
    take(DURATION, this::duration);
    take("--activity-at", this::activityAt);
    take("--recording-url", this::recordingUrl);
    take("--note", call::note);
    take(NOTE_FILE, this::noteFile);
    if (options.value("--note").isPresent() && options.value(NOTE_FILE).isPresent()) {
      problems.add("--note and " + NOTE_FILE + " are both given: give one of them.");
    }
    if (options.values().isEmpty() && options.problems().isEmpty()) {
      problems.add("Nothing is said of the call: give at least one option, such as --phone.");
    }
  }

  CreateCallActivity call() {
    return call.build();
  }

  List<String> problems() {
    return problems;
  }

  private void take(String option, Consumer<String> property) {
    options.value(option).ifPresent(property);
  }

  private void direction(String value) {
    CreateCallActivityDirection direction = CreateCallActivityDirection.of(value);
    call.direction(direction);
    if (!direction.isKnown()) {
      problems.add(
          "--direction is \"" + Terminal.printable(value) + "\": give inbound or outbound.");
    }
  }

  private void status(String value) {
    CreateCallActivityStatus status = CreateCallActivityStatus.of(value);
    call.status(status);
    if (!status.isKnown()) {
      String listed =
          Arrays.stream(CreateCallActivityStatus.Known.values())
              .filter(known -> known != CreateCallActivityStatus.Known.UNLISTED)
              .map(known -> known.name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .collect(Collectors.joining(", "));
      problems.add(
          "--status is \"" + Terminal.printable(value) + "\": give one of " + listed + ".");
    }
  }

  private void duration(String value) {
    try {
      long seconds = Long.parseLong(value);
      call.duration(seconds);
      if (seconds < 0) {
        problems.add(DURATION + " is less than 0: give the seconds that the call took.");
      }
    } catch (NumberFormatException e) {
      problems.add(
          DURATION
              + " is \""
              + Terminal.printable(value)
              + "\": give the seconds that the call took, such as 153.");
    }
  }

  private void activityAt(String value) {
    try {
      call.activityAt(OffsetDateTime.parse(value));
    } catch (DateTimeParseException e) {
      problems.add(
          "--activity-at is \""
              + Terminal.printable(value)
              + "\": give date, time and offset, such as 2026-11-26T14:30:00+01:00.");
    }
  }

  private void recordingUrl(String value) {
    try {
      call.recordingUrl(new URI(value));
    } catch (URISyntaxException e) {
      problems.add(
          "--recording-url is not a URL ("
              + e.getReason()
              + "): give one that begins with https://.");
    }
  }

  private void noteFile(String name) {
    try {
      byte[] bytes =
          name.equals("-") ? terminal.in().readAllBytes() : Files.readAllBytes(Path.of(name));
      String note = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // As editors write it: with a mark at its beginning, and a line that ends at its end.
      note = note.replaceFirst("^\ufeff", "").replaceFirst("[\r\n]+$", "");
      if (note.isEmpty()) {
        problems.add(NOTE_FILE + " is empty: leave it out if there is no note.");
      }
      call.note(note);
    } catch (CharacterCodingException e) {
      problems.add(
          NOTE_FILE
              + " is not in UTF-8: save it so, as it would reach Close with wrong characters.");
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          NOTE_FILE
              + " cannot be read ("
              + reason(e)
              + "): give a file, or - for what is piped in.");
    }
  }

  /** The messages of these two are but the name of the file. */
  private static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is none of this name";
    }
    return e instanceof AccessDeniedException
        ? "you may not read it"
        : String.valueOf(e.getMessage());
  }

  /** Returns what was given for a property of the contract. */
  Optional<String> given(String property) {
    return options.value(option(property));
  }

  static String option(String property) {
    return "--" + property.replace('_', '-');
  }
}
