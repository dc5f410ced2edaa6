package io.github.closecalls.benchmarks;

import java.io.IOException;

/** Makes a client and logs one call; then it waits until whoever started it has looked at it. */
public final class FirstCall {
  private FirstCall() {}

  /** Takes the class of a {@link Client}, and an address. */
  public static void main(String[] args) throws Exception {
    Client client = Loader.client(Client.class, args[0], args[1]);
    if (client.log() == null) {
      throw new IOException("nothing was made of the answer");
    }
    System.out.println("logged");
    if (System.in.read() >= 0) {
      throw new IOException("nothing was to be read");
    }
    // OkHttp's threads for asynchronous calls would keep the JVM alive for a minute.
    System.exit(0);
  }
}
