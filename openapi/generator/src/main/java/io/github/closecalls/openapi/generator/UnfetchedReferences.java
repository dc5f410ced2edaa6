package io.github.closecalls.openapi.generator;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps OpenAPI Generator's parser from fetching what a contract of OpenAPI 3.0 refers to.
 *
 * <p>The parser has no option for that which a generator could set. But whoever connects asks for a
 * proxy first, on the thread that reads the contract. Safe for use by several threads.
 */
final class UnfetchedReferences extends ProxySelector {
  /** How many threads are about to read a contract. */
  private static int awaited;

  private final @Nullable ProxySelector other;

  private UnfetchedReferences(@Nullable ProxySelector other) {
    this.other = other;
  }

  static synchronized void await() {
    if (awaited++ == 0) {
      setDefault(new UnfetchedReferences(getDefault()));
    }
  }

  static synchronized void end() {
    // Whoever has put another one before it since then still has it.
    if (--awaited == 0 && getDefault() instanceof UnfetchedReferences present) {
      setDefault(present.other);
    }
  }

  @Override
  public List<Proxy> select(URI address) {
    if (UnparsedContract.isAwaited()) {
      throw new IllegalArgumentException(
          "What a contract refers to is not fetched: bundle the contract into one file");
    }
    return other == null ? List.of(Proxy.NO_PROXY) : other.select(address);
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    if (other != null) {
      other.connectFailed(address, proxy, failure);
    }
  }
}
