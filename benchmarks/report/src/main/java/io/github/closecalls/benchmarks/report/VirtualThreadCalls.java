package io.github.closecalls.benchmarks.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Starts a JVM that logs a call in each of many virtual threads. */
final class VirtualThreadCalls {
  private static final int BOUND = 64;

  private final Results results;
  private final Jdk jdk;
  private final String address;
  private final int calls;

  VirtualThreadCalls(Results results, Jdk jdk, String address, int calls) {
    this.results = results;
    this.jdk = jdk;
    this.address = address;
    this.calls = calls;
  }

  void run(List<Subject> subjects) throws IOException {
    for (Subject subject : subjects) {
      run(Case.VIRTUAL_THREADS, subject, calls);
      run(Case.VIRTUAL_THREADS_BOUNDED, subject, BOUND);
    }
  }

  private void run(Case of, Subject subject, int atOnce) throws IOException {
    RunProgress.say("%s: %d virtual threads, %s, %s", jdk, calls, of, subject);
    String[] answer =
        CommandOutput.run(
                jdk.command(
                    List.of(),
                    subject.classPath(),
                    "ManyVirtualThreads",
                    List.of(
                        subject.client(), address, String.valueOf(calls), String.valueOf(atOnce))),
                Map.of())
            .strip()
            .split(" ");
    results.add(jdk, of, subject, Unit.SECONDS, Double.parseDouble(answer[0]));
    results.add(jdk, of, subject, Unit.CALLS, calls);
    results.add(jdk, of, subject, Unit.FAILED, Double.parseDouble(answer[1]));
  }
}
