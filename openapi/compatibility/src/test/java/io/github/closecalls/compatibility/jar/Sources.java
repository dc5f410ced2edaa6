package io.github.closecalls.compatibility.jar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes jars of sources. */
public final class Sources {
  private Sources() {}

  public static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  /**
   * Compiles and packs.
   *
   * @param files the text of each file, by its path; what is not Java is packed as it is
   */
  public static Path jar(Path folder, Map<String, String> files, String... options) {
    try {
      Path classes = Files.createDirectories(folder.resolve("classes"));
      List<Path> javaFiles = new ArrayList<>();
      for (Map.Entry<String, String> entry : files.entrySet()) {
        boolean isJava = entry.getKey().endsWith(".java");
        Path file = (isJava ? folder.resolve("java") : classes).resolve(entry.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, entry.getValue());
        if (isJava) {
          javaFiles.add(file);
        }
      }
      compile(javaFiles, classes, List.of(options));
      Path jar = folder.resolve("made.jar");
      pack(classes, jar);
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packs the classes of a folder that {@link ClientCompiler} made. */
  public static Path packed(Path folder) {
    try {
      Path jar = folder.resolve("made.jar");
      pack(folder.resolve("classes"), jar);
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(List<Path> files, Path classes, List<String> more)
      throws IOException {
    StringWriter errors = new StringWriter();
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, UTF_8)) {
      List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn"));
      options.addAll(List.of("-cp", System.getProperty("java.class.path")));
      options.addAll(List.of("-d", classes.toString()));
      options.addAll(more.isEmpty() ? List.of("--release", "17") : more);
      if (!javac
          .getTask(errors, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call()) {
        throw new AssertionError("The sources of a test do not compile:\n" + errors);
      }
    }
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> found = Files.walk(classes)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(
            new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  public static JavaApi api(Path folder, Map<String, String> files, String... options) {
    return JavaApiReader.read(jar(folder, files, options), classPath());
  }
}
