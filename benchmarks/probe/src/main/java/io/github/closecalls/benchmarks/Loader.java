package io.github.closecalls.benchmarks;

/** Makes what a command line names, so that nothing else of a class path is loaded. */
final class Loader {
  private Loader() {}

  static Contender contender(String type) throws ReflectiveOperationException {
    return (Contender) Class.forName(type).getDeclaredConstructor().newInstance();
  }

  static <C> C client(Class<C> kind, String type, String address)
      throws ReflectiveOperationException {
    return kind.cast(Class.forName(type).getDeclaredConstructor(String.class).newInstance(address));
  }
}
