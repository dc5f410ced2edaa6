package io.github.closecalls.openapi.generator;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
  private static final String SUPPRESS_WARNINGS = "java.lang.SuppressWarnings";
  private static final String PACKAGE = "package ";
  private static final Set<String> DECLARING = Set.of("class", "interface", "enum", "record");

  /** Before the names of nested types, which are no others of the package. */
  private static final String WITHIN = ".";

  private static final int WIDTH = 100;

  private final String code;
  private final Set<String> generatedTypes;
  private final Set<String> deprecatedTypes;
  private final Map<String, String> simpleNames = new HashMap<>();
  private final Set<String> imports = new TreeSet<>();
  private String packageName = "";

  private JavaFile(String code, Set<String> generatedTypes, Set<String> deprecatedTypes) {
    this.code = code;
    this.generatedTypes = generatedTypes;
    this.deprecatedTypes = deprecatedTypes;
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
    code.lines().forEach(this::addName);
    // Code and what stands in backticks take turns.
    String[] parts = code.split("`", -1);
    Set<String> types = new LinkedHashSet<>();
    for (int i = 1; i < parts.length; i += 2) {
      if (!isBreak(parts[i])) {
        types.add(qualified(parts[i]));
        if (isNullable(parts[i])) {
          types.add(NULLABLE);
        }
      }
    }
    boolean usesDeprecated = types.stream().anyMatch(deprecatedTypes::contains);
    if (usesDeprecated) {
      types.add(SUPPRESS_WARNINGS);
    }
    types.stream().filter(type -> packageOf(type).equals(packageName)).forEach(this::name);
    types.stream().filter(type -> !packageOf(type).equals(packageName)).forEach(this::name);
    StringBuilder resolved = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i += 2) {
      resolved
          .append(isBreak(parts[i]) ? "`" + parts[i] + "`" : reference(parts[i]))
          .append(parts[i + 1]);
    }
    return laidOut(resolved.toString(), usesDeprecated);
  }

  /** Notes what the package, or a type that the file declares, is called. */
  private void addName(String line) {
    if (line.startsWith(PACKAGE)) {
      packageName = line.substring(PACKAGE.length(), line.length() - 1);
    }
    String declared = declared(line);
    if (!declared.isEmpty()) {
      simpleNames.put(declared, (isTopLevel(line) ? packageName + "." : WITHIN) + declared);
    }
  }

  /** The name of the type whose declaration a line begins; empty if there is none. */
  private static String declared(String line) {
    int begin = indent(line);
    for (int end = line.indexOf(' ', begin); end > begin; end = line.indexOf(' ', begin)) {
      String word = line.substring(begin, end);
      begin = end + 1;
      if (DECLARING.contains(word)) {
        end = begin;
        while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end))) {
          end++;
        }
        return line.substring(begin, end);
      }
      if (!word.chars().allMatch(Character::isLowerCase)) {
        return "";
      }
    }
    return "";
  }

  private static boolean isTopLevel(String line) {
    return indent(line) == 0;
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }

  private String laidOut(String resolved, boolean usesDeprecated) {
    StringBuilder file = new StringBuilder();
    resolved
        .lines()
        .forEach(
            line -> {
              if (usesDeprecated && isTopLevel(line) && !declared(line).isEmpty()) {
                file.append("@" + shortest(SUPPRESS_WARNINGS) + "(\"deprecation\")\n");
              }
              file.append(fitting(line)).append('\n');
              if (line.startsWith(PACKAGE) && !imports.isEmpty()) {
                file.append('\n');
                imports.forEach(type -> file.append("import ").append(type).append(";\n"));
              }
            });
    return file.toString();
  }

  /** The line as one, or broken at the first place, or at all of them. */
  private static String fitting(String line) {
    if (line.indexOf('`') < 0) {
      return line;
    }
    String[] parts = line.split("`", -1);
    String whole = broken(parts, 0);
    if (fits(whole)) {
      return whole;
    }
    String first = broken(parts, 1);
    return fits(first) ? first : broken(parts, parts.length);
  }

  private static boolean fits(String lines) {
    return lines.lines().allMatch(line -> line.length() <= WIDTH);
  }

  /** The parts of a line, between which it is broken at so many places, and else has a blank. */
  private static String broken(String[] parts, int places) {
    StringBuilder lines = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i += 2) {
      if (i / 2 < places) {
        lines.append('\n').append(" ".repeat(indent(parts[0]) + 4 * parts[i].length()));
      } else if (!parts[i - 1].endsWith("(")) {
        lines.append(' ');
      }
      lines.append(parts[i + 1]);
    }
    return lines.toString();
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

  private String reference(String mark) {
    String type = qualified(mark);
    String annotation = isNullable(mark) ? "@" + shortest(NULLABLE) + " " : "";
    String name = shortest(type);
    return name.contains(".")
        ? packageOf(type) + "." + annotation + simpleName(type)
        : annotation + name;
  }

  private String shortest(String type) {
    return type.equals(simpleNames.get(simpleName(type))) ? simpleName(type) : type;
  }

  private String qualified(String mark) {
    String type = isNullable(mark) ? mark.substring(1) : mark;
    if (type.contains(".")) {
      return type;
    }
    return (WITHIN + type).equals(simpleNames.get(type)) ? WITHIN + type : "java.lang." + type;
  }

  private static boolean isNullable(String mark) {
    return mark.startsWith("?");
  }

  private static boolean isBreak(String mark) {
    return mark.startsWith("/");
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
