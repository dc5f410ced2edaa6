package io.github.closecalls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Clients that log calls as fast as their {@link Pace} allows, without threads and without waiting:
 * time is the time of the next event.
 *
 * <p>They do what {@link Pacer} and {@link Exchange} do. A refused call goes to the head of the
 * queue again, and fails only if its deadline passes.
 */
final class PacedClients {
  private static final long SECOND = LimitedServer.SECOND;
  private static final long DEADLINE = 60 * SECOND;

  /** How long answers take, in milliseconds; one in a thousand way is longer. */
  record Latency(double typical, double jitter) {
    long oneWay(Random random) {
      double hiccup = random.nextInt(1000) == 0 ? 30 : 0;
      return (long) (1e6 * (typical / 2 - jitter / 2 * Math.log(1 - random.nextDouble()) + hiccup));
    }
  }

  /** Another program that takes what it can of the limit, in bursts. */
  record Other(int burst, double everySeconds) {}

  private record Event(long at, long number, Runnable what) {}

  private static final class Call {
    final long end;
    long began;

    Call(long end) {
      this.end = end;
    }
  }

  private static final class Client {
    final int key;
    final Pace pace;
    final Deque<Call> queue = new ArrayDeque<>();
    long wakesAt = Long.MAX_VALUE;

    Client(int key, Pace pace) {
      this.key = key;
      this.pace = pace;
    }
  }

  private final LimitedServer server;
  private final Latency latency;
  private final Random random;
  private final int calls;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final List<Long> acceptedAt = new ArrayList<>();
  private final List<Long> takenByOtherAt = new ArrayList<>();

  private long now;
  private long eventNumber;
  private int started;
  private int ended;
  private int failed;
  private int requests;
  private int refused;

  PacedClients(LimitedServer server, Latency latency, int calls, long seed) {
    this.server = server;
    this.latency = latency;
    this.calls = calls;
    this.random = new Random(seed);
  }

  /** Runs until all calls ended. */
  PacedClients run(int clients, int workers, double perSecond) {
    for (int key = 0; key < clients; key++) {
      Client client = new Client(key, new Pace(perSecond));
      for (int i = 0; i < workers; i++) {
        at(0, () -> startCall(client));
      }
    }
    while (ended < calls) {
      Event next = events.remove();
      now = next.at();
      next.what().run();
    }
    return this;
  }

  void beside(Other other) {
    long mean = (long) (other.everySeconds() * SECOND);
    at(now + (long) (mean * (0.5 + random.nextDouble())), () -> takeBurst(other));
  }

  int failed() {
    return failed;
  }

  double refusedShare() {
    return (double) refused / requests;
  }

  double seconds() {
    return (double) last() / SECOND;
  }

  /** Returns what was accepted of what the server allows or the user wants, but for the others. */
  double rate(boolean onceLearned, double perSecond) {
    int first = onceLearned ? acceptedAt.size() / 10 : 0;
    long from = onceLearned ? acceptedAt.get(first) : 0;
    double allowed = Math.min(perSecond, server.perSecond()) * (last() - from) / SECOND;
    long others = takenByOtherAt.stream().filter(at -> at > from && at <= last()).count();
    return (acceptedAt.size() - 1 - first) / (allowed - others);
  }

  private long last() {
    return acceptedAt.get(acceptedAt.size() - 1);
  }

  private void at(long time, Runnable what) {
    events.add(new Event(time, eventNumber++, what));
  }

  private void startCall(Client client) {
    if (started < calls) {
      started++;
      client.queue.addLast(new Call(now + DEADLINE));
      send(client);
    }
  }

  private void send(Client client) {
    while (!client.queue.isEmpty()) {
      Call call = client.queue.element();
      long left = call.end - now;
      if (left <= 0 || client.pace.hold(now) > left) {
        client.queue.remove();
        failed++;
        end(client);
        continue;
      }
      long delay = client.pace.delay(now, left);
      if (delay > 0) {
        wake(client, now + Math.min(delay, left));
        return;
      }
      client.queue.remove();
      client.pace.begun(now);
      call.began = now;
      requests++;
      at(now + latency.oneWay(random), () -> arrive(client, call));
    }
  }

  private void wake(Client client, long time) {
    if (client.wakesAt <= now || time < client.wakesAt) {
      client.wakesAt = time;
      long late = (long) (-1e5 * Math.log(1 - random.nextDouble()));
      long later = random.nextInt(500) == 0 ? 5_000_000 : 0;
      at(
          time + late + later,
          () -> {
            if (client.wakesAt <= now) {
              client.wakesAt = Long.MAX_VALUE;
            }
            send(client);
          });
    }
  }

  private void arrive(Client client, Call call) {
    LimitedServer.Reply reply = server.answer(now, client.key);
    if (reply.accepted()) {
      acceptedAt.add(now);
    } else {
      refused++;
    }
    at(
        now + latency.oneWay(random),
        () -> {
          client.pace.answered(now, call.began, !reply.accepted(), reply.said());
          if (reply.accepted()) {
            end(client);
          } else {
            client.queue.addFirst(call);
          }
          send(client);
        });
  }

  private void end(Client client) {
    ended++;
    at(now, () -> startCall(client));
  }

  private void takeBurst(Other other) {
    for (int i = 0; i < other.burst() && server.take(now); i++) {
      takenByOtherAt.add(now);
    }
    beside(other);
  }
}
