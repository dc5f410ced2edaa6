package io.github.closecalls.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.closecalls.CloseClient;
import io.github.closecalls.CloseException;
import io.github.closecalls.Credentials;
import io.github.closecalls.Delivery;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VirtualThreadsTest {
  private static final int AT_ONCE = 4;

  @AutoClose final FakeClose fake = FakeClose.start();

  @AutoClose
  final CloseClient close =
      CloseClient.builder().baseUrl(fake.url()).credentials(Credentials.apiKey("api_test")).build();

  /** The names of the factories that this Java has. */
  static List<String> threads() {
    List<String> names = new ArrayList<>(List.of("newCachedThreadPool"));
    if (Runtime.version().feature() >= 21) {
      names.add("newVirtualThreadPerTaskExecutor");
    }
    return names;
  }

  @ParameterizedTest
  @MethodSource("threads")
  void asManyCallsAsAllowedAreUnderWayAndNoMore(String factory) throws Exception {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier full = new CyclicBarrier(AT_ONCE);
    fake.replies(
        call -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          try {
            full.await(30, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new AssertionError("Fewer calls are under way than allowed", e);
          }
          underWay.decrementAndGet();
          return Reply.logged();
        });

    assertEquals(List.of(), logAll(factory, calls(40)));

    assertEquals(40, fake.logged().size());
    assertEquals(AT_ONCE, most.get(), "Most calls under way at once");
  }

  @Test
  void eachFailureHasItsCall() throws Exception {
    long broken = 7;
    fake.replies(
        call ->
            call.duration() != null && call.duration() == broken
                ? Reply.dropped()
                : Reply.logged());

    List<CloseException> failures = logAll("newCachedThreadPool", calls(10));

    assertEquals(1, failures.size());
    assertEquals(broken, failures.get(0).call().orElseThrow().duration());
    assertEquals(Delivery.UNKNOWN, failures.get(0).delivery());
    assertEquals(9, fake.logged().size());
  }

  private List<CloseException> logAll(String factory, List<CreateCallActivity> calls)
      throws Exception {
    ExecutorService threads = (ExecutorService) Executors.class.getMethod(factory).invoke(null);
    try {
      return VirtualThreads.logAll(close.calls(), calls, AT_ONCE, threads);
    } finally {
      threads.shutdown();
    }
  }

  private static List<CreateCallActivity> calls(int count) {
    return LongStream.range(0, count)
        .mapToObj(i -> CreateCallActivity.builder().duration(i).build())
        .toList();
  }
}
