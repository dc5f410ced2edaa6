package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingDeadlineTest {
  private final List<Duration> deadlines = new ArrayList<>();

  @Test
  void whatHasComeFarEnoughIsNotTriedAgain() throws Exception {
    assertEquals(1, triesUntil(1));
    assertEquals(List.of(Duration.ofSeconds(1)), deadlines);
  }

  @Test
  void whatHasNotComeFarEnoughIsTriedAgainWithLongerDeadlines() throws Exception {
    assertEquals(2, triesUntil(2));
    assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(5)), deadlines);
  }

  @Test
  void whatNeverComesFarEnoughIsGivenUpForTheTestToRefuse() throws Exception {
    assertEquals(4, triesUntil(Integer.MAX_VALUE));
    assertEquals(Duration.ofSeconds(30), deadlines.get(3));
  }

  private int triesUntil(int enough) throws Exception {
    return GrowingDeadline.until(
        tries -> tries >= enough,
        Duration.ofSeconds(1),
        deadline -> {
          deadlines.add(deadline);
          return deadlines.size();
        });
  }
}
