package io.github.closecalls.openapi.generator;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns laid-out code into a Java file: each type that stands in backticks becomes its simple name
 * with an import, or stays qualified where the simple name means something else.
 *
 * <p>A question mark after the opening backtick puts {@code @Nullable} where Java wants it: before
 * the last segment of the name. A file that uses a deprecated type is compiled without a warning.
 *
 * <p>A slash in backticks is where a line may be broken if it is too long: the next one is indented
 * by four columns for each slash.
 */
final class JavaFile {
  private static final String NULLABLE = "org.jspecify.annotations.Nullable";
  private static final Pattern TYPE = Pattern.compile("`(\\?)?([\\w.]+)`");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);$");
  private static final Pattern DECLARATION =
      Pattern.compile("(?m)^( *)(?:[a-z@]+ )*(?:class|interface|enum|record) (\\w+)");

  /** Before the names of nested types, which are no others of the package. */
  private static final String WITHIN = ".";

  private static final Pattern BREAK = Pattern.compile("`(/+)`");
  private static final int WIDTH = 100;
  private static final Pattern TOP_LEVEL_TYPE =
      Pattern.compile("(?m)^(?=public (?:[a-z]+ )*(?:class|interface) )");

  private final String code;
  private final Set<String> generatedTypes;
  private final Set<String> deprecatedTypes;
  private final String packageName;
  private final Map<String, String> simpleNames = new HashMap<>();
  private final Set<String> imports = new TreeSet<>();

  private JavaFile(String code, Set<String> generatedTypes, Set<String> deprecatedTypes) {
    this.code = code;
    this.generatedTypes = generatedTypes;
    this.deprecatedTypes = deprecatedTypes;
    Matcher declaration = PACKAGE.matcher(code);
    this.packageName = declaration.find() ? declaration.group(1) : "";
  }

  /**
   * The file.
   *
   * @param code code with types in backticks
   * @param generatedTypes the qualified names of all types that are generated
   * @param deprecatedTypes the names of those among them that are deprecated
   */
  static String of(String code, Set<String> generatedTypes, Set<String> deprecatedTypes) {
    return new JavaFile(code, generatedTypes, deprecatedTypes).resolve();
  }

  private String resolve() {
    DECLARATION
        .matcher(code)
        .results()
        .forEach(
            found ->
                simpleNames.put(
                    found.group(2),
                    (found.group(1).isEmpty() ? packageName + "." : WITHIN) + found.group(2)));
    Set<String> types = new LinkedHashSet<>();
    TYPE.matcher(code)
        .results()
        .forEach(
            found -> {
              types.add(qualified(found));
              if (found.group(1) != null) {
                types.add(NULLABLE);
              }
            });
    types.stream().filter(type -> packageOf(type).equals(packageName)).forEach(this::name);
    types.stream().filter(type -> !packageOf(type).equals(packageName)).forEach(this::name);
    String resolved =
        TYPE.matcher(code).replaceAll(found -> Matcher.quoteReplacement(reference(found)));
    if (types.stream().anyMatch(deprecatedTypes::contains)) {
      resolved =
          TOP_LEVEL_TYPE.matcher(resolved).replaceFirst("@SuppressWarnings(\"deprecation\")\n");
    }
    StringBuilder lines = new StringBuilder();
    imports.forEach(type -> lines.append("import ").append(type).append(";\n"));
    return broken(
        PACKAGE
            .matcher(resolved)
            .replaceFirst(
                found ->
                    Matcher.quoteReplacement(
                        found.group()
                            + (imports.isEmpty() ? "" : "\n\n" + lines.toString().strip()))));
  }

  private static String broken(String code) {
    return code.lines().map(JavaFile::fitting).collect(Collectors.joining("\n", "", "\n"));
  }

  /** The line as one, or broken at the first place, or at all of them. */
  private static String fitting(String line) {
    if (line.indexOf('`') < 0) {
      return line;
    }
    String first = BREAK.matcher(line).replaceFirst(at -> breakAt(line, at));
    return Stream.of(line, first)
        .map(JavaFile::joined)
        .filter(lines -> lines.lines().allMatch(each -> each.length() <= WIDTH))
        .findFirst()
        .orElseGet(() -> BREAK.matcher(line).replaceAll(at -> breakAt(line, at)));
  }

  private static String breakAt(String line, MatchResult at) {
    int indent = line.length() - line.stripLeading().length();
    return "\n" + " ".repeat(indent + 4 * at.group(1).length());
  }

  private static String joined(String line) {
    return BREAK.matcher(line.replaceAll("\\(`/+`", "(")).replaceAll(" ");
  }

  private void name(String type) {
    String simple = simpleName(type);
    if (simpleNames.putIfAbsent(simple, type) == null
        && !packageOf(type).equals(packageName)
        // A type of the own package hides one of java.lang unless that is imported.
        && (!packageOf(type).equals("java.lang")
            || generatedTypes.contains(packageName + "." + simple))) {
      imports.add(type);
    }
  }

  private String reference(MatchResult found) {
    String type = qualified(found);
    String annotation = found.group(1) == null ? "" : "@" + shortest(NULLABLE) + " ";
    String name = shortest(type);
    return name.contains(".")
        ? packageOf(type) + "." + annotation + simpleName(type)
        : annotation + name;
  }

  private String shortest(String type) {
    return type.equals(simpleNames.get(simpleName(type))) ? simpleName(type) : type;
  }

  private String qualified(MatchResult found) {
    String type = found.group(2);
    if (type.contains(".")) {
      return type;
    }
    return (WITHIN + type).equals(simpleNames.get(type)) ? WITHIN + type : "java.lang." + type;
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
