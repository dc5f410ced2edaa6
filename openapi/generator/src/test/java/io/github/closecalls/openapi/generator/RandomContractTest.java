package io.github.closecalls.openapi.generator;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("corpus")
class RandomContractTest {
  /** Printed with a failure; {@code -Dseed=} repeats it. */
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  /** {@code -Dcontracts=} makes it a longer search. */
  private static final int CONTRACTS = Integer.getInteger("contracts", 3);

  @Test
  void documentsOfRandomSchemasRoundTrip() {
    for (long seed = SEED; seed < SEED + CONTRACTS; seed++) {
      GeneratedClient client = GeneratedClient.of(RandomContract.of(seed));
      RoundTrips.check(client, 50, seed);
      ValidatorAgreement.check(client, 5, seed);
    }
  }
}
