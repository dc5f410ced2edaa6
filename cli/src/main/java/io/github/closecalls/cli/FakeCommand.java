package io.github.closecalls.cli;

import io.github.closecalls.cli.command.Command;
import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Options;
import io.github.closecalls.cli.command.Terminal;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import io.github.closecalls.testing.Request;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/** Runs a fake Close until it is stopped. */
final class FakeCommand implements Command {
  private static final long PAUSE_MILLIS = 50;

  @Override
  public ExitCode run(Options options, Terminal terminal) throws InterruptedException {
    List<String> problems = new ArrayList<>(options.problems());
    int port = number("--port", 0, 65_535, options, problems).orElse(0);
    int every = number("--every", 1, Integer.MAX_VALUE, options, problems).orElse(1);
    OptionalInt admits = number("--rate", 1, Integer.MAX_VALUE, options, problems);
    Reply reply = reply(options, problems);
    if (!problems.isEmpty()) {
      return terminal.refuse(problems);
    }

    try (FakeClose fake = FakeClose.start(port)) {
      admits.ifPresent(calls -> fake.admits(calls, Duration.ofSeconds(1)));
      AtomicLong calls = new AtomicLong();
      fake.replies(call -> calls.incrementAndGet() % every == 0 ? reply : Reply.logged());
      terminal.out().println(fake.url());
      terminal
          .err()
          .println(
              "A fake Close, with any API key. It keeps what it logs in memory. Ctrl-C ends it.");
      int told = 0;
      try {
        while (true) {
          Thread.sleep(PAUSE_MILLIS);
          told = tell(fake.requests(), told, terminal);
        }
      } finally {
        tell(fake.requests(), told, terminal);
      }
    } catch (UncheckedIOException e) {
      return terminal.refuse(
          List.of(
              "Port " + port + " cannot be used: give another --port, or none for a free one."));
    }
  }

  /**
   * Says what became of the requests that nothing was said of yet, and returns how many there are.
   */
  private static int tell(List<Request> requests, int told, Terminal terminal) {
    requests.subList(told, requests.size()).forEach(terminal.err()::println);
    return requests.size();
  }

  private static Reply reply(Options options, List<String> problems) {
    OptionalInt status = number("--status", 200, 599, options, problems);
    OptionalInt delay = number("--delay", 0, Integer.MAX_VALUE, options, problems);
    if (options.value("--status").isPresent() && options.has("--drop")) {
      problems.add("--status and --drop are both given: give one of them.");
    }
    Reply reply = Reply.logged();
    if (options.has("--drop")) {
      reply = Reply.dropped();
    } else if (status.isPresent()) {
      reply = Reply.status(status.getAsInt(), "{}");
    }
    if (options.has("--but-logged")) {
      if (!options.has("--drop") && status.isEmpty()) {
        problems.add("--but-logged changes nothing: give --status or --drop too.");
      }
      reply = reply.butLogged();
    }
    if (options.value("--every").isPresent()
        && !options.has("--drop")
        && status.isEmpty()
        && delay.isEmpty()) {
      problems.add("--every changes nothing: give --status, --drop or --delay too.");
    }
    return reply.after(Duration.ofMillis(delay.orElse(0)));
  }

  private static OptionalInt number(
      String option, int least, int most, Options options, List<String> problems) {
    return options.value(option).stream()
        .mapToInt(
            value -> {
              try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                  return number;
                }
              } catch (NumberFormatException e) {
                // The same sentence.
              }
              problems.add(
                  option
                      + " is \""
                      + Terminal.printable(value)
                      + "\": give a number from "
                      + least
                      + (most == Integer.MAX_VALUE ? " on." : " to " + most + "."));
              return least;
            })
        .findFirst();
  }
}
