package io.github.closecalls.benchmarks;

/** A parser of JSON on {@link PlainAnswer} and {@link PlainRequest}. */
abstract class PlainContender implements Contender {
  @Override
  public final PlainRequest requestWithoutNote() {
    return new PlainRequest();
  }

  @Override
  public final PlainRequest requestWithNullNote() {
    return new PlainRequest();
  }
}
