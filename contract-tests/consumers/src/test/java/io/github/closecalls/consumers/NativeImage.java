package io.github.closecalls.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.Moshi;
import io.github.closecalls.consumers.ReflectionObserver.Access;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a native image is told by our jar: the interfaces that proxies implement, and the classes
 * that are found by their name.
 */
record NativeImage(Set<String> proxies, Set<String> types) {
  private static final String FILE =
      "/META-INF/native-image/io.github.closecalls/close-calls-generated-client/"
          + "reachability-metadata.json";

  static NativeImage ofOurJar() throws IOException {
    Map<?, ?> metadata;
    try (InputStream json = NativeImage.class.getResourceAsStream(FILE)) {
      metadata =
          (Map<?, ?>)
              new Moshi.Builder()
                  .build()
                  .adapter(Object.class)
                  .fromJson(new String(json.readAllBytes(), UTF_8));
    }
    Set<String> proxies = new TreeSet<>();
    Set<String> types = new TreeSet<>();
    for (Object entry : (List<?>) metadata.get("reflection")) {
      Object type = ((Map<?, ?>) entry).get("type");
      if (type instanceof Map<?, ?> proxy) {
        proxies.add(String.join(" ", ((List<?>) proxy.get("proxy")).toArray(String[]::new)));
      } else {
        types.add((String) type);
      }
    }
    return new NativeImage(proxies, types);
  }

  /** Returns what would fail in a native image. */
  List<Access> lacks(Set<Access> accesses) {
    List<Access> lacking = new ArrayList<>();
    for (Access access : accesses) {
      boolean told =
          switch (access.api()) {
            case "java.lang.reflect.Proxy.newProxyInstance" -> proxies.contains(access.target());
            case "java.lang.Class.forName" -> types.contains(access.target());
            default -> false;
          };
      if (!told) {
        lacking.add(access);
      }
    }
    return lacking;
  }
}
