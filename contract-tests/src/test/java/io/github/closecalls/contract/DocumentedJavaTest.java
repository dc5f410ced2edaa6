package io.github.closecalls.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compiles the Java that the documents show, each block as the body of a method.
 *
 * <p>A block may use the imports and the names below without declaring them.
 */
class DocumentedJavaTest {
  private static final String IMPORTS =
      "import com.squareup.moshi.Moshi;"
          + "import io.github.closecalls.*;"
          + "import io.github.closecalls.api.*;"
          + "import io.github.closecalls.json.*;"
          + "import io.github.closecalls.model.*;"
          + "import java.net.URI;"
          + "import java.time.Duration;"
          + "import java.util.*;"
          + "import java.util.concurrent.CompletableFuture;"
          + "import okhttp3.OkHttpClient;"
          + "import retrofit2.Retrofit;"
          + "import retrofit2.converter.moshi.MoshiConverterFactory;";

  /** What a reader has already, and what the contract of an example would give. */
  private static final String READER =
      IMPORTS
          + """
          abstract class Reader {
            interface Vault {
              String read(String name);

              void write(String name, String value);
            }

            interface ThingsApi {
              void list(ListParameters parameters);

              record ListParameters() {
                static ListParameters builder() {
                  return new ListParameters();
                }

                ListParameters limit(int value) {
                  return this;
                }

                ListParameters query(String value) {
                  return this;
                }

                ListParameters build() {
                  return this;
                }
              }
            }

            @interface Configuration {}

            @interface Bean {
              String destroyMethod();
            }

            @interface Value {
              String value();
            }

            CloseClient close;
            Credentials credentials;
            CreateCallActivity call;
            CallActivity logged;
            JsonModel thing;
            ThingsApi things;
            OkHttpClient yourOkHttpClient;
            Vault vault;
            String id;
            String gatewayKey;
            List<String> outbox;
            List<String> checkInClose;
          }
          """;

  @TempDir Path output;

  static List<Document> documents() throws Exception {
    return Document.all().stream().filter(document -> !document.blocks("java").isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theJavaOfADocumentCompiles(Document document) throws IOException {
    assertEquals("", compile(document), () -> "Correct the Java that " + document + " shows");
  }

  @Test
  void theReadmeShowsJava() throws Exception {
    assertTrue(
        documents().stream().anyMatch(document -> document.file().equals("README.md")),
        "No Java was found in README.md, so the blocks of code are not recognized");
  }

  @Test
  void aMethodThatIsNotThereIsReportedWithFileAndLine() throws IOException {
    Document document =
        new Document(
            "docs/made-up.md",
            """
            # Made up

            ```java
            import java.time.Instant;

            Instant now = Instant.now();
            close.calls().logTwice(call);
            ```
            """);

    String errors = compile(document);

    assertTrue(errors.startsWith("docs/made-up.md:7: "), errors);
    assertTrue(errors.contains("logTwice"), errors);
  }

  @Test
  void aWarningIsReportedToo() throws IOException {
    Document document =
        new Document("docs/made-up.md", "```java\nList<String> texts = new ArrayList();\n```\n");

    assertTrue(compile(document).startsWith("docs/made-up.md:2: "), compile(document));
  }

  /** Returns what is wrong with the Java of a document: a line for each error or warning. */
  private String compile(Document document) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> sources = new ArrayList<>();
    sources.add(source("Reader", READER));
    for (Document.Block block : document.blocks("java")) {
      String name = "Block" + block.line();
      sources.add(source(name, classOf(name, block)));
    }
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    StringWriter others = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      List<String> options =
          List.of(
              "--release",
              "17",
              "-proc:none",
              "-Xlint:all,-path,-classfile,-options",
              "-classpath",
              System.getProperty("java.class.path"),
              "-d",
              output.toString());
      compiler.getTask(others, files, problems, options, null, sources).call();
    }
    StringBuilder text = new StringBuilder(others.toString());
    problems
        .getDiagnostics()
        .forEach(
            problem ->
                text.append(document)
                    .append(':')
                    .append(problem.getLineNumber())
                    .append(": ")
                    .append(problem.getMessage(Locale.ROOT))
                    .append('\n'));
    return text.toString();
  }

  /** Returns a class in which each line of the block has the number that it has on the page. */
  private static String classOf(String name, Document.Block block) {
    StringBuilder code = new StringBuilder(IMPORTS);
    code.append("\n".repeat(block.line() - 1));
    boolean inBody = false;
    for (String line : block.code().lines().toList()) {
      if (!inBody && !line.isBlank() && !line.startsWith("import ")) {
        inBody = true;
        code.append("class ")
            .append(name)
            .append(" extends Reader { void run() throws Exception {");
      }
      code.append(line).append('\n');
    }
    return code.append("}}").toString();
  }

  private static JavaFileObject source(String name, String code) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }
}
