package io.github.closecalls;

/**
 * The version of this library, which the build writes in here.
 *
 * <p>A constant of a class is there wherever the class is: on the module path, in a fat or shrunk
 * jar, in a native image. A manifest or a resource need not be.
 */
final class LibraryVersion {
  static final String NUMBER = "${project.version}";

  private LibraryVersion() {}
}
