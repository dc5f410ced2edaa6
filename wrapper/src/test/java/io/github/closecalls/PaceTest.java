package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In virtual time: what holds an attempt back, and for how long. */
class PaceTest {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;
  private static final long LONG = 3_600 * SECOND;

  private final Pace pace = new Pace(Pace.UNLIMITED);
  private long now = 7;

  @Test
  void atFirstOneAttemptIsAloneUntilItsAnswerIsHere() {
    long first = begin(pace);
    assertTrue(pace.delay(now, LONG) > 0, "wait for the first answer");
    answer(pace, first, 50 * MILLI, false, null);
    begin(pace);
    begin(pace);
    assertTrue(pace.delay(now, LONG) > 0, "open one more with each answer");
  }

  @Test
  void fromEightOnItTakesSeveralAnswersForOneMore() {
    for (int i = 0; i < 7; i++) {
      answer(pace, begin(pace), 0, false, null);
    }
    long first = now;
    for (int i = 0; i < 8; i++) {
      begin(pace);
    }
    answer(pace, first, 0, false, null);
    begin(pace);
    assertTrue(pace.delay(now, LONG) > 0, "so few are refused at once when the limit is met");
  }

  @Test
  void afterSomeHundredAnswersWhatIsUnderWayIsNotLookedAtAnyMore() {
    open();
    for (int i = 0; i < 1_000; i++) {
      begin(pace);
    }
  }

  @Test
  void theFirstAttemptIsNotWaitedForWithoutEnd() {
    begin(pace);
    wait(pace, 500 * MILLI);
    begin(pace);
  }

  @Test
  void whereNothingIsSaidAndNothingRefusedNothingIsHeldBack() {
    answer(pace, begin(pace), MILLI, false, null);
    for (int i = 0; i < 1_000; i++) {
      answer(pace, begin(pace), 0, false, null);
    }
  }

  @Test
  void anAttemptIsHeldBackWhileNoneRemains() {
    answer(pace, begin(pace), MILLI, false, said(1, 0, 300 * MILLI));
    assertHold(300 * MILLI);
    wait(pace, 300 * MILLI);
    begin(pace);
    assertTrue(pace.delay(now, LONG) > 0, "let one through to see what there is");
  }

  @Test
  void whatRemainsIsSpreadUntilThereIsMore() {
    open();
    answer(pace, begin(pace), 0, false, said(100, 10, 1_100 * MILLI));
    for (int i = 0; i < 4; i++) {
      begin(pace); // A few need not wait.
    }
    long delay = pace.delay(now, LONG);
    assertTrue(delay > 100 * MILLI && delay < 300 * MILLI, () -> "spread the rest: " + delay);
    assertEquals(0, pace.hold(now));
  }

  @Test
  void aCallInAHurryIsNotSpread() {
    open();
    answer(pace, begin(pace), 0, false, said(100, 10, 59_500 * MILLI));
    for (int i = 0; i < 4; i++) {
      begin(pace);
    }
    assertTrue(pace.delay(now, LONG) > 0, "spread those that have time");
    assertEquals(0, pace.delay(now, 5 * SECOND));
  }

  @Test
  void aLaterAnswerThatNamesLessIsTaken() {
    answer(pace, begin(pace), 0, false, said(10, 5, 600 * MILLI));
    answer(pace, begin(pace), 0, false, said(10, 0, 600 * MILLI));
    assertHold(600 * MILLI);
  }

  @Test
  void aLaterAnswerThatNamesMoreIsTakenAsABucketFills() {
    answer(pace, begin(pace), 0, false, said(10, 0, 100 * MILLI));
    wait(pace, 100 * MILLI);
    long probe = begin(pace);
    answer(pace, probe, 0, false, said(10, 3, 100 * MILLI));
    assertEquals(0, pace.hold(now));
  }

  @Test
  void anAnswerThatMayBeOlderAndNamesMoreIsNotTaken() {
    open();
    answer(pace, begin(pace), 0, false, said(10, 5, 600 * MILLI));
    long older = begin(pace);
    long newer = begin(pace);
    answer(pace, newer, 10 * MILLI, false, said(10, 1, 590 * MILLI));
    answer(pace, older, 0, false, said(10, 9, 600 * MILLI));
    assertTrue(pace.delay(now, LONG) > 500 * MILLI, "believe the lower number");
  }

  @Test
  void whatIsUnderWayCountsAgainstWhatRemains() {
    open();
    answer(pace, begin(pace), 0, false, said(10, 5, 600 * MILLI));
    begin(pace); // It takes long, and may not have been counted.
    answer(pace, begin(pace), 0, false, said(10, 1, 500 * MILLI));
    assertTrue(pace.delay(now, LONG) >= 500 * MILLI, "hold back what the slow one may use up");
  }

  @Test
  void anAnswerOfThePeriodBeforeDoesNotHoldTheNewOne() {
    answer(pace, begin(pace), 0, false, said(10, 2, 300 * MILLI + 1));
    long late = begin(pace);
    now += 301 * MILLI;
    long first = begin(pace);
    answer(pace, first, 0, false, said(10, 8, 999 * MILLI));
    answer(pace, late, 0, false, said(10, 0, 1));
    assertEquals(0, pace.hold(now));
    assertTrue(pace.delay(now, LONG) < 200 * MILLI, "go on with what remains of the new period");
  }

  @Test
  void aNonsensicalResetHoldsForAMinuteAtMost() {
    answer(pace, begin(pace), 0, false, said(1, 0, LONG));
    assertHold(60 * SECOND);
  }

  @Test
  void aServerThatCeasesToNameALimitIsNotHeldAgainstAnyAttempt() {
    open();
    answer(pace, begin(pace), 0, false, said(1, 0, 50 * MILLI));
    wait(pace, 50 * MILLI);
    answer(pace, begin(pace), 0, false, null);
    for (int i = 0; i < 40; i++) {
      begin(pace);
    }
  }

  @Test
  void aProbeThatHangsDoesNotHoldTheOthersForLong() {
    answer(pace, begin(pace), 0, false, said(1, 0, 50 * MILLI));
    wait(pace, 50 * MILLI);
    begin(pace);
    wait(pace, SECOND);
    begin(pace);
  }

  @Test
  void aProbeWithoutAnAnswerIsFollowedByAnother() {
    answer(pace, begin(pace), 0, false, said(1, 0, 50 * MILLI));
    wait(pace, 50 * MILLI);
    pace.ended(begin(pace));
    begin(pace);
  }

  @ParameterizedTest
  @ValueSource(longs = {300 * MILLI, 2 * SECOND, 30 * SECOND})
  void aRefusalHoldsAllBackForAsLongAsTheServerAsks(long asked) {
    answer(pace, begin(pace), 0, true, new RateLimit(-1, -1, asked));
    assertHold(asked);
  }

  @Test
  void aRefusalAlthoughSomeRemainHoldsAllBack() {
    answer(pace, begin(pace), 0, true, said(100, 50, 300 * MILLI));
    assertHold(300 * MILLI);
  }

  @Test
  void aRefusalWithoutAWordHoldsForAMomentThatDoubles() {
    answer(pace, begin(pace), 0, true, null);
    long hold = 10 * MILLI;
    assertHold(hold);
    for (int i = 0; i < 20; i++) {
      wait(pace, hold);
      answer(pace, begin(pace), 0, true, null);
      hold = Math.min(2 * hold, 60 * SECOND);
      assertHold(hold);
    }
  }

  @Test
  void afterARefusalOneIsLetThroughAndAfterItTheOthers() {
    answer(pace, begin(pace), 0, true, new RateLimit(-1, -1, SECOND));
    wait(pace, SECOND);
    long probe = begin(pace);
    assertTrue(pace.delay(now, LONG) > 0, "wait for what becomes of the one");
    answer(pace, probe, 50 * MILLI, false, null);
    assertTrue(pace.delay(now, LONG) < 2 * SECOND, "go on");
  }

  @Test
  void anAnswerToWhatBeganBeforeTheRefusalDoesNotEndTheHold() {
    answer(pace, begin(pace), 0, false, null);
    long early = begin(pace);
    answer(pace, begin(pace), MILLI, true, new RateLimit(-1, -1, SECOND));
    answer(pace, early, MILLI, false, null);
    assertTrue(pace.hold(now) > 900 * MILLI, "believe the refusal");
  }

  @Test
  void theUsersRateHoldsWhereNothingIsSaid() {
    Pace own = new Pace(100);
    answer(own, begin(own), 0, false, null);
    long start = now;
    for (int i = 0; i < 200; i++) {
      now += Math.max(0, own.delay(now, LONG));
      answer(own, begin(own), 0, false, null);
    }
    long taken = now - start;
    assertTrue(
        taken >= 1_950 * MILLI && taken <= 2_050 * MILLI, () -> "take two seconds: " + taken);
  }

  @Test
  void theUsersRateIsAnUpperBoundWhereMoreRemains() {
    Pace own = new Pace(2);
    answer(own, begin(own), 0, false, said(1_000, 999, SECOND + 1));
    wait(own, 500 * MILLI);
    begin(own);
  }

  @Test
  void aPauseIsNotMadeUpForByAFlood() {
    Pace own = new Pace(100);
    answer(own, begin(own), 0, false, null);
    now += 60 * SECOND;
    int atOnce = 0;
    while (own.delay(now, LONG) <= 0) {
      begin(own);
      atOnce++;
    }
    assertTrue(atOnce <= 3, "at most what is due in a fiftieth of a second, and one: " + atOnce);
  }

  @Test
  void aSecondOfAServerThatSaysWholeSecondsIsNotWaitedForButTried() {
    answer(pace, begin(pace), 0, false, said(1, 0, SECOND));
    wait(pace, 10 * MILLI);
    long probe = begin(pace);
    answer(pace, probe, 0, true, said(1, 0, SECOND));
    assertHold(10 * MILLI);
    wait(pace, 10 * MILLI);
    answer(pace, begin(pace), 0, true, said(1, 0, SECOND));
    assertHold(20 * MILLI);
  }

  @Test
  void aRetryAfterOfASecondIsObeyed() {
    answer(pace, begin(pace), 0, false, null);
    answer(pace, begin(pace), 0, true, said(-1, -1, SECOND));
    assertHold(SECOND);
  }

  @Test
  void whatAnotherProgramCouldTakeIsUsedUpFasterThanTheRest() {
    open();
    answer(pace, begin(pace), 0, false, said(100, 90, SECOND));
    answer(pace, begin(pace), 0, false, said(100, 60, SECOND));
    for (int i = 0; i < 45; i++) {
      begin(pace, pace.delay(now, LONG));
    }
    long spread = pace.delay(now, LONG);
    for (int i = 0; i < 10; i++) {
      begin(pace, pace.delay(now, LONG));
    }
    long hurried = pace.delay(now, LONG);
    assertTrue(hurried < spread / 2, () -> "hurry: " + hurried + " against " + spread);
  }

  @Test
  void ofABucketSomeIsLeftForAnotherProgram() {
    open();
    answer(pace, begin(pace), 0, false, said(100, 60, 10 * MILLI));
    answer(pace, begin(pace), 0, false, said(100, 20, 10 * MILLI));
    long delay = pace.delay(now, LONG);
    assertTrue(delay > 20 * MILLI, () -> "take them more slowly than they come back: " + delay);
  }

  private void assertHold(long nanos) {
    long hold = pace.hold(now);
    assertTrue(Math.abs(hold - nanos) < 10, () -> "hold for " + nanos + ", but it is " + hold);
  }

  /** Answers so many that the number of those under way does not count any more. */
  private void open() {
    for (int i = 0; i < 500; i++) {
      answer(pace, begin(pace), 0, false, null);
    }
  }

  private long begin(Pace pace) {
    assertEquals(0, Math.max(0, pace.delay(now, LONG)), "let it begin");
    pace.begun(now);
    return now++;
  }

  private void begin(Pace pace, long delay) {
    now += Math.max(0, delay);
    begin(pace);
  }

  /** Passes so much time, before the end of which nothing may begin. */
  private void wait(Pace pace, long nanos) {
    now += nanos - 10;
    assertTrue(pace.delay(now, LONG) > 0, "hold it back until then");
    now += 10;
  }

  private void answer(
      Pace pace, long began, long after, boolean tooMany, @Nullable RateLimit said) {
    now += after;
    pace.answered(now, began, tooMany, said);
  }

  private static RateLimit said(long limit, long remaining, long reset) {
    return new RateLimit(limit, remaining, reset);
  }
}
