package io.github.closecalls.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consumer.LogOneCall;
import io.github.closecalls.api.ActivitiesCallsApi;
import io.github.closecalls.consumers.ReflectionObserver.Access;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import retrofit2.Call;

@Timeout(600) // An observed program that hangs would not end by itself.
class NativeImageTest {
  private static final String REMEDY =
      "A native image would fail there. If the access is meant, add it to"
          + " reachabilityMetadata.mustache of openapi/generator; if not, take it out";

  @Test
  void eachGeneratedInterfaceHasItsProxyInTheMetadata() throws Exception {
    Set<String> interfaces = generatedInterfaces();
    assertFalse(interfaces.isEmpty(), "No interface was found, so this test shows nothing");

    NativeImage image = NativeImage.ofOurJar();

    assertEquals(interfaces, image.proxies(), "The proxies of reachability-metadata.json");
    assertTrue(
        image.types().containsAll(interfaces),
        "Retrofit reads the annotations of the methods: reachability-metadata.json should list "
            + interfaces);
  }

  @Test
  void allThatACallReachesByReflectionIsInTheMetadata() throws Exception {
    Set<Access> accesses = ours(ReflectionObserver.run(LogOneCall.class));
    assertTrue(
        accesses.stream().anyMatch(access -> access.api().endsWith("newProxyInstance")),
        "Retrofit makes a proxy, so the observer should have seen one: " + accesses);

    assertEquals(List.of(), NativeImage.ofOurJar().lacks(accesses), REMEDY);
  }

  @Test
  void aProxyThatIsMissingFromTheMetadataIsFound() throws Exception {
    NativeImage image = new NativeImage(Set.of(), NativeImage.ofOurJar().types());

    List<Access> lacking = image.lacks(ours(ReflectionObserver.run(LogOneCall.class)));

    assertEquals(
        List.of(ActivitiesCallsApi.class.getName()), lacking.stream().map(Access::target).toList());
  }

  @Test
  void aStrayReflectiveAccessIsFound() throws Exception {
    List<Access> lacking =
        NativeImage.ofOurJar().lacks(ReflectionObserver.run(StrayReflection.class));

    assertEquals(
        List.of(
            "io.github.closecalls.consumers.StrayReflection calls java.lang.Class.getDeclaredFields"
                + " on io.github.closecalls.model.CallActivity"),
        lacking.stream().map(Access::toString).toList());
  }

  /** Leaves out the server that stands in for Close. */
  private static Set<Access> ours(Set<Access> accesses) {
    accesses.removeIf(access -> access.by().equals(CloseServer.class.getName()));
    return accesses;
  }

  /** Returns the interfaces of the package api that have an operation. */
  private static Set<String> generatedInterfaces()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path classes =
        Path.of(
            ActivitiesCallsApi.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(classes)) {
      return generatedInterfaces(classes);
    }
    try (FileSystem jar = FileSystems.newFileSystem(classes)) {
      return generatedInterfaces(jar.getPath("/"));
    }
  }

  private static Set<String> generatedInterfaces(Path classes)
      throws IOException, ClassNotFoundException {
    Set<String> interfaces = new TreeSet<>();
    try (Stream<Path> files = Files.list(classes.resolve("io/github/closecalls/api"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.matches("\\w+\\.class")) {
          Class<?> type = Class.forName("io.github.closecalls.api." + name.replace(".class", ""));
          if (type.isInterface()
              && Arrays.stream(type.getMethods()).anyMatch(m -> m.getReturnType() == Call.class)) {
            interfaces.add(type.getName());
          }
        }
      }
    }
    return interfaces;
  }
}
