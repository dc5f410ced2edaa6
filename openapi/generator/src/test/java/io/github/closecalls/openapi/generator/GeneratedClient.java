package io.github.closecalls.openapi.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.github.closecalls.json.JsonWritable;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/**
 * What the generator makes of a contract: written to {@code target/contracts}, compiled, and loaded
 * by a class loader of its own.
 *
 * <p>Models and interfaces are called by their simple names.
 */
final class GeneratedClient {
  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  /** As generated-client's build compiles: the contract chooses the names, so no advice on them. */
  private static final List<String> LINT =
      List.of("-Xlint:all,-processing", "-Xdoclint:all/protected", "-Werror", "-proc:none");

  private static final List<String> NULL_AWAY =
      List.of(
          "-processorpath",
          System.getProperty("java.class.path"),
          "-XDcompilePolicy=simple",
          "--should-stop=ifError=FLOW",
          "-Xplugin:ErrorProne -XepDisableAllWarnings -Xep:UnicodeInCode:OFF -Xep:NullAway:ERROR"
              + " -XepOpt:NullAway:OnlyNullMarked=true");

  private final String contract;
  private final Path sources;
  private final ClassLoader classes;
  private final Moshi moshi;
  private final Moshi strictMoshi;

  private GeneratedClient(String contract, Path sources, Path classes) {
    this.contract = contract;
    this.sources = sources;
    try {
      this.classes =
          new URLClassLoader(
              new URL[] {classes.toUri().toURL()}, GeneratedClient.class.getClassLoader());
      Class<?> factory = model("ModelJsonAdapterFactory");
      this.moshi = moshi(factory.getConstructor().newInstance());
      this.strictMoshi = moshi(Objects.requireNonNull(factory.getMethod("strict").invoke(null)));
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot load the factory of the generated models", e);
    }
  }

  private static Moshi moshi(Object factory) {
    return new Moshi.Builder().add((JsonAdapter.Factory) factory).build();
  }

  /** Generates and compiles with all lint and doclint, where a warning is an error. */
  static GeneratedClient of(String contract) {
    return of(contract, List.of());
  }

  /** Generates without the parts that these JSON pointers name, and compiles. */
  static GeneratedClient without(String leftOut, String contract) {
    Path sources = generate(contract, leftOut);
    Path classes = sources.resolveSibling("classes");
    compile(sources, classes, List.of());
    return new GeneratedClient(contract, sources, classes);
  }

  /** The same with Error Prone's errors and NullAway, which take longer. */
  static GeneratedClient checkedForNulls(String contract) {
    return of(contract, NULL_AWAY);
  }

  private static GeneratedClient of(String contract, List<String> options) {
    Path sources = generate(contract);
    Path classes = sources.resolveSibling("classes");
    compile(sources, classes, options);
    return new GeneratedClient(contract, sources, classes);
  }

  /** Generates as the Maven plugin does in generated-client; returns the folder of the sources. */
  static Path generate(String contract) {
    return generate(contract, "");
  }

  /** The same without the parts that these JSON pointers name. */
  static Path generate(String contract, String leftOut) {
    return generate(contract, Map.of("leaveOut", leftOut));
  }

  /** The same with these options. */
  static Path generate(String contract, Map<String, Object> options) {
    Path folder = Path.of("target", "contracts", Integer.toHexString(contract.hashCode()));
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
      }
      Files.createDirectories(folder);
      Path file = folder.resolve("contract.yaml");
      Files.writeString(file, contract);
      new DefaultGenerator()
          .opts(
              new CodegenConfigurator()
                  .setGeneratorName("retrofit-moshi")
                  .setInputSpec(file.toString())
                  .setOutputDir(folder.toString())
                  .setApiPackage("org.example.api")
                  .setModelPackage("org.example.model")
                  .setAdditionalProperties(new HashMap<>(options))
                  .addAdditionalProperty("tagPrefix", "subpackage_")
                  .setValidateSpec(false)
                  .setQuiet(true)
                  .toClientOptInput())
          .generate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder.resolve("src/main/java");
  }

  private static void compile(Path sources, Path classes, List<String> options) {
    compile(sources, classes, LINT, options);
  }

  private static void compile(Path sources, Path classes, List<String> lint, List<String> options) {
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager files = JAVAC.getStandardFileManager(null, null, UTF_8);
        Stream<Path> found = Files.walk(sources)) {
      Files.createDirectories(classes);
      List<String> all = new ArrayList<>(lint);
      all.addAll(List.of("--release", "17", "-d", classes.toString()));
      if (!options.isEmpty()) {
        all.remove("-proc:none");
        all.addAll(options);
      }
      List<Path> javaFiles = found.filter(file -> file.toString().endsWith(".java")).toList();
      if (!JAVAC
          .getTask(
              errors,
              new WithErrorProne(files),
              null,
              all,
              null,
              files.getJavaFileObjectsFromPaths(javaFiles))
          .call()) {
        throw new AssertionError("The generated code does not compile:\n" + errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives javac the Error Prone of the tests, where it would load one for each compilation. */
  private static final class WithErrorProne
      extends ForwardingJavaFileManager<StandardJavaFileManager> {
    WithErrorProne(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public ClassLoader getClassLoader(Location location) {
      return location == StandardLocation.ANNOTATION_PROCESSOR_PATH
          ? GeneratedClient.class.getClassLoader()
          : super.getClassLoader(location);
    }
  }

  /**
   * Runs a class User, which was compiled with another client.
   *
   * @param source its source
   * @param before the client it is compiled with
   * @param api what its method takes
   */
  void runUser(String source, GeneratedClient before, Object api) {
    Path folder = before.sources.resolveSibling("user");
    Path compiled = folder.resolve("classes");
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("User.java"), source);
      compile(
          folder,
          compiled,
          List.of(
              "-cp",
              before.sources.resolveSibling("classes")
                  + File.pathSeparator
                  + System.getProperty("java.class.path")),
          List.of());
      try (URLClassLoader user =
          new URLClassLoader(new URL[] {compiled.toUri().toURL()}, classes)) {
        invoke(user.loadClass("User"), null, "call", api);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  String contract() {
    return contract;
  }

  Moshi moshi() {
    return moshi;
  }

  Class<?> model(String name) {
    return load("org.example.model." + name);
  }

  Class<?> api(String name) {
    return load("org.example.api." + name);
  }

  /** The names of the generated models. */
  List<String> models() {
    try (Stream<Path> files = Files.list(sources.resolve("org/example/model"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> !name.equals("package-info") && !name.equals("ModelJsonAdapterFactory"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, true, classes);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("Not generated: " + name, e);
    }
  }

  String modelSource(String name) {
    return source("model/" + name);
  }

  String apiSource(String name) {
    return source("api/" + name);
  }

  private String source(String path) {
    try {
      return Files.readString(sources.resolve("org/example/" + path + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonAdapter<Object> adapter(String model) {
    return adapter(moshi, model);
  }

  @SuppressWarnings("unchecked") // Tests hand it back what it gave.
  private JsonAdapter<Object> adapter(Moshi moshi, String model) {
    return (JsonAdapter<Object>) (JsonAdapter<?>) moshi.adapter(model(model));
  }

  Object read(String model, String json) {
    return read(moshi, model, json);
  }

  /** Reads what must be as the contract says. */
  Object readStrictly(String model, String json) {
    return read(strictMoshi, model, json);
  }

  private Object read(Moshi moshi, String model, String json) {
    try {
      JsonReader reader = JsonReader.of(new Buffer().writeUtf8(json));
      Object value = adapter(moshi, model).fromJson(reader);
      if (value == null || reader.peek() != JsonReader.Token.END_DOCUMENT) {
        throw new AssertionError("Not read to its end: " + json);
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String write(String model, Object value) {
    return adapter(model).toJson(value);
  }

  /**
   * Reads and writes, once as it was read, once through {@code toBuilder} and once by its own
   * {@code toJson} and {@code fromJson}.
   */
  String roundTrip(String model, String json) {
    Object value = read(model, json);
    String written = write(model, value);
    if (value instanceof JsonWritable writable && !writable.toJson().equals(written)) {
      throw new AssertionError("toJson() is not " + written + ": " + writable.toJson());
    }
    if (Arrays.stream(value.getClass().getMethods())
        .anyMatch(method -> method.getName().equals("toBuilder"))) {
      Object copy = call(call(value, "toBuilder"), "build");
      if (!copy.equals(value) || copy.hashCode() != value.hashCode()) {
        throw new AssertionError("toBuilder().build() differs from " + value + ": " + copy);
      }
      if (!write(model, copy).equals(written)) {
        throw new AssertionError("toBuilder().build() is written differently from " + value);
      }
      Object kept = invoke(value.getClass(), null, "fromJson", written);
      if (!kept.equals(value)) {
        throw new AssertionError("fromJson(toJson()) differs from " + value + ": " + kept);
      }
    }
    return written;
  }

  /** The builder of a type within an interface. */
  Object builderWithin(String api, String type) {
    return invoke(load("org.example.api." + api + "$" + type), null, "builder");
  }

  Object builder(String model) {
    return callStatic(model, "builder");
  }

  /** Calls a static method of a model, or of a type within it. */
  Object callStatic(String model, String method, @Nullable Object... arguments) {
    return invoke(model(model), null, method, arguments);
  }

  /** Calls a method; void and null give the string "null". */
  static Object call(Object target, String method, @Nullable Object... arguments) {
    return invoke(target.getClass(), target, method, arguments);
  }

  private static Object invoke(
      Class<?> type, @Nullable Object target, String name, @Nullable Object... arguments) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && accepts(method.getParameterTypes(), arguments)) {
        try {
          Object result = method.invoke(target, arguments);
          return result == null ? "null" : result;
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
          }
          throw new AssertionError(e.getCause());
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError(type + " has no " + name + Arrays.toString(arguments));
  }

  private static boolean accepts(Class<?>[] types, @Nullable Object[] arguments) {
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      Object argument = arguments[i];
      boolean fits =
          argument == null
              ? !types[i].isPrimitive()
              : types[i].isInstance(argument)
                  || (types[i] == int.class && argument instanceof Integer)
                  || (types[i] == long.class
                      && (argument instanceof Long || argument instanceof Integer));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** A contract with these schemas, in YAML that begins in the first column. */
  static String schemas(String yaml) {
    return """
        openapi: 3.1.0
        info: {title: Test, version: '1'}
        paths: {}
        components:
          schemas:
        """
        + yaml.indent(4);
  }

  /** A contract with these paths, in YAML that begins in the first column. */
  static String paths(String yaml) {
    return """
        openapi: 3.1.0
        info: {title: Test, version: '1'}
        paths:
        """
        + yaml.indent(2);
  }
}
