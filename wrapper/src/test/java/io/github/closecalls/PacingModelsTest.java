package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.LimitedServer.Bucket;
import io.github.closecalls.LimitedServer.Organization;
import io.github.closecalls.LimitedServer.Rounding;
import io.github.closecalls.LimitedServer.Silent;
import io.github.closecalls.LimitedServer.Sliding;
import io.github.closecalls.LimitedServer.Window;
import io.github.closecalls.PacedClients.Latency;
import io.github.closecalls.PacedClients.Other;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An import against models of the servers that are known or likely, in virtual time.
 *
 * <p>The table is written to {@code target/pacing-models.md}. Its rate is that once the first tenth
 * of the calls is through; beside it that of the whole import, its beginning included.
 */
class PacingModelsTest {
  private static final int CALLS = 20_000;
  private static final int WORKERS = 32;
  private static final long[] SEEDS = {1};

  private static final Latency NEAR = new Latency(0.5, 0.25);
  private static final Latency USUAL = new Latency(5, 2);
  private static final Latency FAR = new Latency(20, 5);

  private static final double AT_MOST_REFUSED = 0.01;
  private static final double AT_LEAST_RATE = 0.97;

  private static final List<String> TABLE = new ArrayList<>();

  /** A server, what the clients do, and what must come of it. */
  private record Model(
      String name,
      Supplier<LimitedServer> server,
      Latency latency,
      int clients,
      int workers,
      double perSecond,
      @Nullable Other other,
      double refused,
      double rate) {

    Model(String name, Supplier<LimitedServer> server) {
      this(name, server, USUAL, 1, WORKERS, Pace.UNLIMITED, null, AT_MOST_REFUSED, AT_LEAST_RATE);
    }

    Model at(String where, Latency latency) {
      return new Model(
          name + ", " + where, server, latency, clients, workers, perSecond, other, refused, rate);
    }

    Model ofKeys(int clients) {
      return new Model(name, server, latency, clients, workers, perSecond, other, refused, rate);
    }

    Model byWorkers(int workers) {
      return new Model(name, server, latency, clients, workers, perSecond, other, refused, rate);
    }

    Model paced(double perSecond) {
      return new Model(name, server, latency, clients, workers, perSecond, other, refused, rate);
    }

    Model beside(Other other) {
      return new Model(name, server, latency, clients, workers, perSecond, other, refused, rate);
    }

    Model within(double refused, double rate) {
      return new Model(name, server, latency, clients, workers, perSecond, other, refused, rate);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource({"thatSayWhatRemains", "thatSayNothing", "thatOthersUseAsWell"})
  void anImportLosesNoCallIsHardlyRefusedAndUsesWhatIsAllowed(Model model) {
    for (long seed : SEEDS) {
      PacedClients clients =
          new PacedClients(model.server().get(), model.latency(), CALLS * model.clients(), seed);
      if (model.other() != null) {
        clients.beside(model.other());
      }
      clients.run(model.clients(), model.workers(), model.perSecond());
      double rate = clients.rate(true, model.perSecond());
      String row =
          String.format(
              Locale.ROOT,
              "| %s | %d | %d | %.2f %% | %.1f %% | %.1f %% | %.0f s |",
              model.name(),
              seed,
              clients.failed(),
              100 * clients.refusedShare(),
              100 * rate,
              100 * clients.rate(false, model.perSecond()),
              clients.seconds());
      TABLE.add(row);
      assertEquals(0, clients.failed(), () -> "lose no call within its deadline: " + row);
      assertTrue(
          clients.refusedShare() <= model.refused(), () -> "hardly be refused with 429: " + row);
      assertTrue(rate >= model.rate(), () -> "use what is allowed: " + row);
    }
  }

  @AfterAll
  static void writeTable() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# Imports of " + CALLS + " calls per client, " + WORKERS + " at a time");
    lines.add("");
    lines.add("| server | seed | failed | answers 429 | rate | of the whole | took |");
    lines.add("|---|---|---|---|---|---|---|");
    lines.addAll(TABLE);
    Files.write(Path.of("target", "pacing-models.md"), lines);
  }

  static Stream<Model> thatSayWhatRemains() {
    List<Model> models = new ArrayList<>();
    for (Model model :
        List.of(
            new Model("window 100/s", () -> new Window(100, 1, 0.7, Rounding.EXACT)),
            new Model("window 500/s", () -> new Window(500, 1, 0.3, Rounding.EXACT)),
            new Model("bucket 100/s of 100, to next", () -> bucket(100, 100, false)),
            new Model("bucket 100/s of 10, to next", () -> bucket(100, 10, false)),
            new Model("bucket 500/s of 100, to next", () -> bucket(500, 100, false)),
            new Model("bucket 100/s of 100, to full", () -> bucket(100, 100, true)),
            new Model("bucket 500/s of 500, to full", () -> bucket(500, 500, true)))) {
      models.add(model.at("near", NEAR));
      models.add(model);
      models.add(model.at("far", FAR));
    }
    for (Rounding rounding : List.of(Rounding.DOWN, Rounding.UP)) {
      String rounded = ", whole seconds " + rounding.name().toLowerCase(Locale.ROOT);
      for (int limit : new int[] {10, 100, 500}) {
        Model model =
            new Model(
                "window " + limit + "/s" + rounded, () -> new Window(limit, 1, 0.3, rounding));
        models.add(model.at("near", NEAR));
        models.add(model);
        models.add(model.at("far", FAR));
      }
      models.add(new Model("window 200 in 2 s" + rounded, () -> new Window(200, 2, 0.3, rounding)));
      models.add(new Model("window 500 in 5 s" + rounded, () -> new Window(500, 5, 0.3, rounding)));
      models.add(
          new Model("window 6000 in 60 s" + rounded, () -> new Window(6000, 60, 20, rounding)));
    }
    for (Rounding rounding : List.of(Rounding.DOWN, Rounding.UP)) {
      String rounded = ", whole seconds " + rounding.name().toLowerCase(Locale.ROOT);
      for (int burst : new int[] {10, 100}) {
        models.add(
            new Model(
                "bucket 100/s of " + burst + ", to next" + rounded,
                () -> new Bucket(100, burst, false, rounding)));
        models.add(
            new Model(
                "bucket 50/s of " + burst + ", to next" + rounded,
                () -> new Bucket(50, burst, false, rounding)));
      }
      models.add(ofOneToken("bucket 10/s of 1" + rounded, 10, rounding));
      models.add(ofOneToken("bucket 4/s of 1" + rounded, 4, rounding).at("far", FAR));
      models.add(
          new Model(
              "bucket 100/s of 100, to full" + rounded,
              () -> new Bucket(100, 100, true, rounding)));
    }
    models.add(new Model("window 10/s", () -> new Window(10, 1, 0.3, Rounding.EXACT)));
    models.add(new Model("window 10 in 0.1 s", () -> new Window(10, 0.1, 0.03, Rounding.EXACT)));
    models.add(new Model("window 500 in 5 s", () -> new Window(500, 5, 0.3, Rounding.EXACT)));
    models.add(new Model("window 3000 in 60 s", () -> new Window(3000, 60, 20, Rounding.EXACT)));
    models.add(new Model("bucket 10/s of 10, to next", () -> bucket(10, 10, false)));
    models.add(new Model("bucket 10/s of 10, to full", () -> bucket(10, 10, true)));
    models.add(ofOneToken("bucket 10/s of 1", 10, Rounding.EXACT));
    models.add(new Model("sliding window 100/s", () -> new Sliding(100)));
    models.add(new Model("sliding window 10/s", () -> new Sliding(10)));
    models.add(
        new Model("window 100/s, 2000 workers", () -> new Window(100, 1, 0.7, Rounding.EXACT))
            .byWorkers(2000));
    return models.stream();
  }

  static Stream<Model> thatSayNothing() {
    List<Model> models = new ArrayList<>();
    models.add(
        new Model("no header, window 100/s, paced 90/s", () -> silent(window(100), null))
            .paced(90));
    models.add(
        new Model("no header, bucket 100/s of 10, paced 90/s", () -> silent(bucket(100, 10), null))
            .paced(90));
    models.add(
        new Model("no header, window 500/s, paced 450/s", () -> silent(window(500), null))
            .paced(450));
    for (Rounding retryAfter : new Rounding[] {null, Rounding.EXACT, Rounding.DOWN, Rounding.UP}) {
      String said = ", Retry-After " + (retryAfter == null ? "none" : retryAfter);
      boolean dear = retryAfter == Rounding.UP;
      models.add(new Model("no header, window 60/s" + said, () -> silent(window(60), retryAfter)));
      models.add(
          new Model("no header, window 100/s" + said, () -> silent(window(100), retryAfter)));
      // A refusal, by which alone it can learn, costs a second: 2.5 % of what this one takes.
      models.add(
          new Model("no header, window 500/s" + said, () -> silent(window(500), retryAfter))
              .within(AT_MOST_REFUSED, dear ? 0.9 : AT_LEAST_RATE));
      models.add(
          new Model(
              "no header, window 600 in 10 s" + said,
              () -> silent(new Window(600, 10, 3, Rounding.EXACT), retryAfter)));
      models.add(
          new Model(
              "no header, bucket 100/s of 100" + said, () -> silent(bucket(100, 100), retryAfter)));
      models.add(
          new Model(
                  "no header, bucket 100/s of 10" + said, () -> silent(bucket(100, 10), retryAfter))
              .within(AT_MOST_REFUSED, dear ? 0.955 : AT_LEAST_RATE));
      models.add(
          new Model(
              "no header, bucket 50/s of 10" + said, () -> silent(bucket(50, 10), retryAfter)));
    }
    return models.stream();
  }

  static Stream<Model> thatOthersUseAsWell() {
    List<Model> models = new ArrayList<>();
    for (int keys : new int[] {4, 5}) {
      models.add(
          new Model(
                  keys + " keys of one organization, windows",
                  () -> new Organization(window(300), windows(keys, 0)))
              .ofKeys(keys));
      models.add(
          new Model(
                  keys + " keys of one organization, windows apart",
                  () -> new Organization(window(300), windows(keys, 0.3)))
              .ofKeys(keys));
      models.add(
          new Model(
                  keys + " keys of one organization, buckets",
                  () ->
                      new Organization(
                          bucket(300, 300),
                          IntStream.range(0, keys)
                              .mapToObj(i -> bucket(100, 100))
                              .toArray(LimitedServer[]::new)))
              .ofKeys(keys));
    }
    models.add(
        new Model("window 100/s, another takes 50 each second", () -> window(100))
            .beside(new Other(50, 1)));
    models.add(
        new Model("window 100/s, another takes 10 each 0.2 s", () -> window(100))
            .beside(new Other(10, 0.2)));
    models.add(
        new Model(
                "window 100/s, whole seconds down, another takes 50 each second",
                () -> new Window(100, 1, 0.3, Rounding.DOWN))
            .beside(new Other(50, 1)));
    models.add(
        new Model(
                "bucket 100/s of 100, to next, another takes 50 each second",
                () -> bucket(100, 100))
            .beside(new Other(50, 1)));
    models.add(
        new Model(
                "bucket 100/s of 100, to full, another takes 50 each second",
                () -> bucket(100, 100, true))
            .beside(new Other(50, 1)));
    models.add(
        new Model("bucket 100/s of 100, another takes 10 each 0.2 s", () -> bucket(100, 100))
            .beside(new Other(10, 0.2)));
    return models.stream();
  }

  /** Each moment in which its one token waits for an attempt is lost to its rate. */
  private static Model ofOneToken(String name, double perSecond, Rounding rounding) {
    return new Model(name, () -> new Bucket(perSecond, 1, false, rounding))
        .within(AT_MOST_REFUSED, 0.9);
  }

  private static LimitedServer window(int limit) {
    return new Window(limit, 1, 0.3, Rounding.EXACT);
  }

  private static LimitedServer[] windows(int count, double apart) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Window(100, 1, 0.3 + i * apart, Rounding.EXACT))
        .toArray(LimitedServer[]::new);
  }

  private static LimitedServer bucket(int perSecond, int burst) {
    return bucket(perSecond, burst, false);
  }

  private static LimitedServer bucket(int perSecond, int burst, boolean untilFull) {
    return new Bucket(perSecond, burst, untilFull, Rounding.EXACT);
  }

  private static LimitedServer silent(LimitedServer server, @Nullable Rounding retryAfter) {
    return new Silent(server, retryAfter);
  }
}
