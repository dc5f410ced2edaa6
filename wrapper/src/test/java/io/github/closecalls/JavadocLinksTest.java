package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavadocLinksTest {
  private static final Path SOURCES = Path.of("src/main/java/io/github/closecalls");
  private static final Pattern PUBLIC_TYPE = Pattern.compile("(?m)^public ");
  private static final Pattern LINK =
      Pattern.compile("/blob/main/TROUBLESHOOTING\\.md(?:#([\\w-]+))?\"");

  @ParameterizedTest
  @MethodSource("publicTypes")
  void eachPublicTypeLinksToThePageThatSaysWhatToDo(String type) throws IOException {
    List<MatchResult> links = links(type);

    assertTrue(
        links.size() >= 1,
        () -> "Add an @see with the address of TROUBLESHOOTING.md to the Javadoc of " + type);
  }

  @ParameterizedTest
  @MethodSource("publicTypes")
  void eachLinkLeadsToASection(String type) throws IOException {
    List<String> known =
        Arrays.stream(TroubleshootingSection.values()).map(TroubleshootingSection::anchor).toList();
    links(type).stream()
        .map(link -> link.group(1))
        .flatMap(Stream::ofNullable)
        .forEach(
            anchor ->
                assertTrue(
                    known.contains(anchor),
                    () -> type + " links to the section " + anchor + ", but there are " + known));
  }

  @ParameterizedTest
  @MethodSource("publicTypes")
  void anExceptionLinksToItsOwnSections(String type) throws IOException {
    String own = type.toLowerCase(Locale.ROOT);
    List<String> sections =
        Arrays.stream(TroubleshootingSection.values())
            .map(TroubleshootingSection::anchor)
            .filter(anchor -> anchor.equals(own) || anchor.startsWith(own + "-"))
            .toList();
    List<String> linked =
        links(type).stream()
            .map(link -> Optional.ofNullable(link.group(1)).orElse(""))
            .filter(sections::contains)
            .toList();

    assertEquals(sections, linked, () -> "The Javadoc of " + type + " should link to these");
  }

  private static List<MatchResult> links(String type) throws IOException {
    String source = Files.readString(SOURCES.resolve(type + ".java"));
    Matcher declaration = PUBLIC_TYPE.matcher(source);
    assertTrue(declaration.find());
    String javadoc =
        source.substring(source.lastIndexOf("\n/**", declaration.start()), declaration.start());
    return LINK.matcher(javadoc).results().toList();
  }

  private static Stream<String> publicTypes() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      List<String> types =
          files
              .filter(file -> PUBLIC_TYPE.matcher(read(file)).find())
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .sorted()
              .toList();
      assertTrue(types.contains("CloseClient"), () -> "The sources are not in " + SOURCES);
      return types.stream();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
