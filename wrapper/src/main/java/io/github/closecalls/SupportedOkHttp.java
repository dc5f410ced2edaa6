package io.github.closecalls;

import java.io.File;
import java.net.URL;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the OkHttp that is there is one that the library can use.
 *
 * <p>Dependency management often replaces it by another, with which calls would arrive, and fail
 * only then.
 */
final class SupportedOkHttp {
  private static final String REMEDY =
      ", but Close Calls needs OkHttp 4.12, or 5 as okhttp-jvm. Set the version of"
          + " com.squareup.okhttp3:okhttp to 4.12.0 in the dependencyManagement of your build,"
          + " before the BOM that sets another, or replace it by okhttp-jvm 5 as the README says."
          + " See "
          + TroubleshootingSection.OKHTTP.address();

  private SupportedOkHttp() {}

  /** Throws if it cannot. */
  static void check() {
    try {
      // OkHttp 3 does not have it in this order, and a jar without classes has nothing.
      ResponseBody.create(new byte[0], null).close();
    } catch (LinkageError e) {
      throw new IllegalStateException(found() + REMEDY, e);
    }
  }

  private static String found() {
    String jar;
    try {
      jar = jarOf(OkHttpClient.class);
    } catch (LinkageError e) {
      String empty = namedOnClassPath();
      return empty.isEmpty()
          ? "There is no OkHttp on the class path"
          : "The OkHttp on the class path is " + empty + ", which has no classes";
    }
    return "The OkHttp on the class path is " + jar;
  }

  /** Returns the file name of the jar, which can lie in another. */
  private static String jarOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    @Nullable URL location = source == null ? null : source.getLocation();
    return location == null
        ? "older than 4"
        : location.getPath().replaceFirst("[!/]+$", "").replaceFirst(".*/", "");
  }

  private static String namedOnClassPath() {
    return Arrays.stream(
            System.getProperty("java.class.path", "").split(Pattern.quote(File.pathSeparator)))
        .map(path -> new File(path).getName())
        .filter(name -> name.matches("okhttp-[0-9].*\\.jar"))
        .collect(Collectors.joining(", "));
  }
}
