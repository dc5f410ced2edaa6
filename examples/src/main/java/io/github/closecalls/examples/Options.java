package io.github.closecalls.examples;

import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line says of a call.
 *
 * @param call the call, as far as the options could be read
 * @param problems what is wrong with the options, each with its remedy
 */
record Options(CreateCallActivity call, List<String> problems) {
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

      CLOSE_API_KEY   logs the call in Close instead of asking Prism
      CLOSE_BASE_URL  logs it at another address, with that key\
      """;

  static Options parse(String... arguments) {
    CreateCallActivity.Builder call = CreateCallActivity.builder();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < arguments.length; i += 2) {
      String option = arguments[i];
      if (i + 1 == arguments.length) {
        problems.add(option + " has no value: put one after it.");
        break;
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
        default -> problems.add(option + " is not an option: see the list below.");
      }
    }
    return new Options(call.build(), List.copyOf(problems));
  }
}
