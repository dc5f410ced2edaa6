package io.github.closecalls.contract;

import io.github.closecalls.prism.Prism;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** Hands the one Prism of this run to each test that asks for it; JUnit closes it at the end. */
final class PrismExtension extends TypeBasedParameterResolver<Prism> {
  @Override
  public Prism resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(PrismExtension.class))
        .getOrComputeIfAbsent(Prism.class, key -> start(), Prism.class);
  }

  private static Prism start() {
    try {
      return Prism.start(Repository.contractUnderTest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
