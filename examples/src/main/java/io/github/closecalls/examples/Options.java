package io.github.closecalls.examples;

import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the command line says of a call.
 *
 * @param call the call, as far as the options could be read
 * @param problems what is wrong with the options, each with its remedy
 */
record Options(CreateCallActivity call, List<String> problems) {
  private static final Set<String> NAMES =
      Set.of("--phone", "--direction", "--duration", "--recording-url", "--note", "--lead-id");

  static final String USAGE =
      """

      Usage: examples/log-call [options]
        --phone <number>         the other party's number in E.164 format, such as +16505551234
        --direction <direction>  inbound or outbound
        --duration <seconds>     how long the call took
        --recording-url <url>    where the recording is, https only
        --note <text>            what was said
        --lead-id <id>           the lead that the call belongs to
        --help                   shows this

      It exits with 0 if the call is logged, 2 if the input is bad, and 1 if it fails otherwise.

      CLOSE_API_KEY   logs the call in Close instead of asking Prism
      CLOSE_BASE_URL  logs it at another address, with that key\
      """;

  static Options parse(String... arguments) {
    CreateCallActivity.Builder call = CreateCallActivity.builder();
    List<String> problems = new ArrayList<>();
    Set<String> given = new HashSet<>();
    if (arguments.length == 0) {
      problems.add("Nothing is said of the call: give at least one option.");
    }
    for (int i = 0; i < arguments.length; i += 2) {
      String option = arguments[i];
      if (!NAMES.contains(option)) {
        problems.add(option + " is not an option: see the list below.");
        break; // What follows may be its value or the next option.
      }
      if (i + 1 == arguments.length) {
        problems.add(option + " has no value: put one after it.");
        break;
      }
      if (!given.add(option)) {
        problems.add(option + " is given twice: give it once.");
      }
      String value = arguments[i + 1];
      switch (option) {
        case "--phone" -> call.phone(value);
        case "--note" -> call.note(value);
        case "--lead-id" -> call.leadId(value);
        case "--direction" -> {
          CreateCallActivityDirection direction = CreateCallActivityDirection.of(value);
          if (!direction.isKnown()) {
            problems.add("--direction is neither inbound nor outbound: give one of the two.");
          }
          call.direction(direction);
        }
        case "--duration" -> {
          try {
            call.duration(Long.parseLong(value));
          } catch (NumberFormatException e) {
            problems.add("--duration is not a number of seconds: give one, such as 153.");
          }
        }
        case "--recording-url" -> {
          try {
            call.recordingUrl(new URI(value));
          } catch (URISyntaxException e) {
            problems.add(
                "--recording-url is not a URL (" + e.getReason() + "): give one, with https.");
          }
        }
        default -> throw new AssertionError(option);
      }
    }
    return new Options(call.build(), List.copyOf(problems));
  }
}
