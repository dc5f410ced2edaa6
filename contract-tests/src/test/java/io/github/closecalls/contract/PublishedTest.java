package io.github.closecalls.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Looks at the files that users get, as they lie in the target folders. */
@Tag("packaged")
class PublishedTest {
  private static final Path ROOT = Repository.root();
  private static final long MOST_BYTES = 375_000;

  /** Of the contract with which we promise so much. */
  private static final double BYTES_OF_THE_CONTRACT = 7_455;

  private static final long MOST_BYTES_OF_THE_FAKE = 60_000;
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile("(?m)^public .*\\b(class|interface|enum|record) ");
  private static final Set<String> OF_A_PUBLISHED_POM =
      Set.of(
          "modelVersion",
          "groupId",
          "artifactId",
          "version",
          "name",
          "description",
          "url",
          "licenses",
          "developers",
          "scm",
          "issueManagement",
          "dependencies");

  enum Library {
    CLOSE_CALLS("wrapper", "close-calls", "io.github.closecalls"),
    GENERATED_CLIENT(
        "generated-client", "close-calls-generated-client", "io.github.closecalls.client"),
    RUNTIME("openapi/runtime", "close-calls-openapi-runtime", "io.github.closecalls.json"),
    GENERATOR(
        "openapi/generator",
        "close-calls-openapi-generator",
        "io.github.closecalls.openapi.generator"),
    TESTING("testing", "close-calls-testing", "io.github.closecalls.testing");

    final String folder;
    final String artifact;
    final String module;

    Library(String folder, String artifact, String module) {
      this.folder = folder;
      this.artifact = artifact;
      this.module = module;
    }

    Path target() {
      return ROOT.resolve(folder).resolve("target");
    }

    Path jar(String classifier) {
      String version = System.getProperty("project.version");
      Path jar = target().resolve(artifact + "-" + version + classifier + ".jar");
      assertTrue(
          Files.exists(jar),
          () ->
              "There is no " + jar + ": build it with `mvn -B verify`, without skipping any part");
      return jar;
    }
  }

  @Test
  void whatRunsTogetherTakesLessThan375Kilobytes() throws IOException {
    long bytes =
        Files.size(Library.CLOSE_CALLS.jar(""))
            + Files.size(Library.GENERATED_CLIENT.jar(""))
            + Files.size(Library.RUNTIME.jar(""));
    // Each schema is a class: a longer contract may take more, in proportion.
    double growth = Files.size(Repository.contractUnderTest()) / BYTES_OF_THE_CONTRACT;
    long most = Math.round(MOST_BYTES * Math.max(1, growth));

    assertTrue(
        bytes < most,
        () ->
            "Our jars take "
                + bytes
                + " bytes, more than the "
                + most
                + " that we promise: see with `unzip -lv` what grew");
  }

  @Test
  void theFakeTakesLessThan60Kilobytes() throws IOException {
    long bytes = Files.size(Library.TESTING.jar(""));

    assertTrue(
        bytes < MOST_BYTES_OF_THE_FAKE,
        () -> "The jar of the fake takes " + bytes + " bytes: docs/testing.md promises less");
  }

  @ParameterizedTest
  @EnumSource
  void eachJarHasTheLicence(Library library) throws IOException {
    byte[] licence = Files.readAllBytes(ROOT.resolve("LICENSE"));
    for (String classifier : List.of("", "-sources")) {
      assertArrayEquals(
          licence,
          entry(library.jar(classifier), "META-INF/LICENSE"),
          () -> library.jar(classifier) + " should have our LICENSE: see <resources> in pom.xml");
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachJarIsAModuleByName(Library library) {
    assertEquals(
        Set.of(library.module),
        ModuleFinder.of(library.jar("")).findAll().stream()
            .map(module -> module.descriptor().name())
            .collect(toSet()),
        "A name taken from the file name changes with the file: declare it in module-info.java or"
            + " as Automatic-Module-Name");
  }

  @ParameterizedTest
  @EnumSource
  void theSourcesAndTheJavadocOfEachPublicClassAreThere(Library library) throws IOException {
    List<String> pages = entries(library.jar("-javadoc"));
    for (String file : entries(library.jar(""))) {
      if (!file.endsWith(".class") || file.contains("$") || file.endsWith("-info.class")) {
        continue;
      }
      String name = file.substring(0, file.length() - ".class".length());
      String source = new String(entry(library.jar("-sources"), name + ".java"), UTF_8);
      if (PUBLIC_TYPE.matcher(source).find()) {
        String page = library.module + "/" + name + ".html";
        assertTrue(pages.contains(page), () -> "The jar of Javadoc should have " + page);
      }
    }
  }

  @Test
  void theJavadocOfCallsLeadsToTheModelsInTheOtherJar() throws IOException {
    String page = "io.github.closecalls.client/io/github/closecalls/model/CreateCallActivity.html";
    String link =
        "href=\"https://javadoc.io/doc/io.github.closecalls/close-calls-generated-client/"
            + System.getProperty("project.version")
            + "/"
            + page;

    assertTrue(
        entries(Library.GENERATED_CLIENT.jar("-javadoc")).contains(page),
        "It should lead somewhere");
    assertTrue(
        new String(
                entry(
                    Library.CLOSE_CALLS.jar("-javadoc"),
                    "io.github.closecalls/io/github/closecalls/Calls.html"),
                UTF_8)
            .contains(link),
        "From log(CreateCallActivity) a reader should get to its properties: see <offlineLinks> in"
            + " wrapper/pom.xml");
  }

  @ParameterizedTest
  @EnumSource
  void theListOfComponentsIsInTheJar(Library library) throws IOException {
    Map<?, ?> components = components(library);
    Map<?, ?> metadata = (Map<?, ?>) components.get("metadata");

    assertEquals("CycloneDX", components.get("bomFormat"));
    assertEquals(library.artifact, ((Map<?, ?>) metadata.get("component")).get("name"));
  }

  @ParameterizedTest
  @EnumSource
  void theListOfComponentsHasTheTimeOfTheJarsAndANumberOfItsOwn(Library library) throws Exception {
    Map<?, ?> components = components(library);
    Map<?, ?> metadata = (Map<?, ?>) components.get("metadata");
    Element properties =
        children(xml(Files.readAllBytes(ROOT.resolve("pom.xml"))), "properties").get(0);

    assertEquals(
        text(properties, "project.build.outputTimestamp"),
        metadata.get("timestamp"),
        "Another time would be another one in each build: see maven-antrun-plugin in pom.xml");
    String number = String.valueOf(components.get("serialNumber"));
    assertTrue(
        number.matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"),
        () -> number + " should be made from the content: see maven-antrun-plugin in pom.xml");
  }

  @ParameterizedTest
  @EnumSource
  void theListOfComponentsNamesTheSupplierOfEach(Library library) throws IOException {
    Map<?, ?> components = components(library);
    List<Object> all = new ArrayList<>();
    all.add(components.get("metadata"));
    if (components.get("components") instanceof List<?> dependencies) {
      all.addAll(dependencies);
    }

    for (Object component : all) {
      Map<?, ?> supplier = (Map<?, ?>) ((Map<?, ?>) component).get("supplier");
      assertTrue(
          supplier != null && !String.valueOf(supplier.get("name")).isBlank(),
          () -> component + " should name its supplier: see maven-antrun-plugin in pom.xml");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theListOfComponentsSaysWhoWroteItAndWhatDependsOnWhat(Library library) throws IOException {
    Map<?, ?> components = components(library);
    Map<?, ?> metadata = (Map<?, ?>) components.get("metadata");
    Set<Object> identified = new HashSet<>();
    identified.add(((Map<?, ?>) metadata.get("component")).get("purl"));
    if (components.get("components") instanceof List<?> dependencies) {
      dependencies.forEach(of -> identified.add(((Map<?, ?>) of).get("purl")));
    }
    Set<Object> related = new HashSet<>();
    ((List<?>) components.get("dependencies"))
        .forEach(of -> related.add(((Map<?, ?>) of).get("ref")));

    assertTrue(
        metadata.get("authors") instanceof List<?> authors && !authors.isEmpty(),
        "The minimum elements ask for its author: see maven-antrun-plugin in pom.xml");
    assertEquals(
        identified, related, "Each component should have an address, and say what it depends on");
  }

  @Test
  void theListOfComponentsOfTheWrapperIsWhatAUserGets() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (Object component : (List<?>) components(Library.CLOSE_CALLS).get("components")) {
      Map<?, ?> of = (Map<?, ?>) component;
      if (!of.get("group").equals("io.github.closecalls")) {
        listed.add(of.get("name") + " " + of.get("version"));
      }
    }

    Set<String> resolved = new TreeSet<>();
    for (RuntimeDependency jar : RuntimeDependency.all()) {
      resolved.add(jar.artifact() + " " + jar.version());
    }
    assertEquals(resolved, listed, "The list of components should be complete, and no more");
  }

  @ParameterizedTest
  @EnumSource
  void thePomOfEachNeedsNoOtherAndTellsNothingOfTheBuild(Library library) throws Exception {
    Path file = library.target().resolve("flattened-pom.xml");
    Element pom = xml(Files.readAllBytes(file));
    Set<String> names = new TreeSet<>();
    children(pom).forEach(child -> names.add(child.getTagName()));

    assertEquals(
        new TreeSet<>(OF_A_PUBLISHED_POM),
        names,
        () ->
            file
                + " should have what Maven Central asks for, and no parent, properties, plugins or"
                + " profiles: see flatten-maven-plugin in pom.xml");
    assertFalse(
        Files.readString(file).contains("${"), () -> file + " should have each value written out");
    assertArrayEquals(
        Files.readAllBytes(file),
        entry(
            library.jar(""),
            "META-INF/maven/io.github.closecalls/" + library.artifact + "/pom.xml"),
        "The POM in the jar should be the one that is published");
  }

  @ParameterizedTest
  @EnumSource
  void thePomOfEachKeepsItsDependenciesAndWhatTheyLeaveOut(Library library) throws Exception {
    Path source = ROOT.resolve(library.folder).resolve("pom.xml");
    Map<String, Set<String>> managed = new HashMap<>();
    for (Element management :
        children(xml(Files.readAllBytes(ROOT.resolve("pom.xml"))), "dependencyManagement")) {
      dependencies(management)
          .forEach(dependency -> managed.put(name(dependency), leftOut(dependency)));
    }
    assertFalse(managed.isEmpty(), "The parent's POM should manage dependencies");

    assertEquals(
        users(xml(Files.readAllBytes(source)), managed),
        users(xml(Files.readAllBytes(library.target().resolve("flattened-pom.xml"))), Map.of()),
        "Users would get a jar that was left out with a reason, or lack one: see"
            + " flatten-maven-plugin in pom.xml");
  }

  @Test
  void nothingButTheLibrariesAndTheToolIsPublished() throws Exception {
    Set<String> published = new TreeSet<>();
    collectPublished(ROOT, true, published);

    // The tool is no library: its own tests look into its jar.
    Set<String> libraries = new TreeSet<>(Set.of("close-calls-cli"));
    for (Library library : Library.values()) {
      libraries.add(library.artifact);
    }
    assertEquals(
        libraries, published, "Only these set maven.deploy.skip to false: tests are not published");
  }

  private static void collectPublished(Path folder, boolean skipped, Set<String> published)
      throws Exception {
    Element pom = xml(Files.readAllBytes(folder.resolve("pom.xml")));
    boolean skip = skipped;
    for (Element properties : children(pom, "properties")) {
      for (Element value : children(properties, "maven.deploy.skip")) {
        skip = Boolean.parseBoolean(value.getTextContent());
      }
    }
    if (!skip) {
      published.add(text(pom, "artifactId"));
    }
    for (Element modules : children(pom, "modules")) {
      for (Element module : children(modules, "module")) {
        collectPublished(folder.resolve(module.getTextContent()), skip, published);
      }
    }
  }

  /**
   * Returns what reaches a user: artifact, scope, and what is left out of it.
   *
   * @param managed what the parent leaves out besides
   */
  private static Set<String> users(Element pom, Map<String, Set<String>> managed) {
    Set<String> found = new TreeSet<>();
    for (Element dependency : dependencies(pom)) {
      String scope =
          children(dependency, "scope").isEmpty() ? "compile" : text(dependency, "scope");
      if (!scope.equals("test")) {
        Set<String> left = leftOut(dependency);
        left.addAll(managed.getOrDefault(name(dependency), Set.of()));
        found.add(name(dependency) + " " + scope + left);
      }
    }
    return found;
  }

  private static List<Element> dependencies(Element parent) {
    return children(parent, "dependencies").stream()
        .flatMap(dependencies -> children(dependencies, "dependency").stream())
        .toList();
  }

  private static Set<String> leftOut(Element dependency) {
    return children(dependency, "exclusions").stream()
        .flatMap(exclusions -> children(exclusions, "exclusion").stream())
        .map(PublishedTest::name)
        .collect(toCollection(TreeSet::new));
  }

  private static String name(Element artifact) {
    return text(artifact, "groupId") + ":" + text(artifact, "artifactId");
  }

  private static Map<?, ?> components(Library library) throws IOException {
    byte[] json = entry(library.jar(""), "META-INF/sbom/" + library.artifact + ".cdx.json");
    return (Map<?, ?>) Json.read(new String(json, UTF_8));
  }

  private static byte[] entry(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      assertNotNull(file.getEntry(name), () -> jar + " should have " + name);
      try (InputStream content = file.getInputStream(file.getEntry(name))) {
        return content.readAllBytes();
      }
    }
  }

  private static List<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(entry -> entry.getName()).toList();
    }
  }

  private static Element xml(byte[] content) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(content))
        .getDocumentElement();
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static List<Element> children(Element parent, String name) {
    return children(parent).stream().filter(child -> child.getTagName().equals(name)).toList();
  }

  private static String text(Element parent, String name) {
    return children(parent, name).get(0).getTextContent();
  }
}
