package io.github.closecalls.openapi.generator;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Calls the methods of a generated client with null wherever their Javadoc allows it. */
final class NullArguments {
  private NullArguments() {}

  /** Calls each method and returns their number. */
  static int callAll(GeneratedClient client) {
    Contract contract = ClosedWorld.of(Contract.parse(client.contract()));
    Types types = new Types(contract, "org.example.model", Set.of(), false);
    List<Operations.Api> apis = new Operations(contract, types, "subpackage_").apis();
    types.declarations();
    RandomJson json = new RandomJson(contract, new Random(1));
    int called = 0;
    for (Operations.Api api : apis) {
      RequestRecorder recorder = new RequestRecorder();
      Object service = recorder.retrofit(client).create(client.api(api.name()));
      for (Method method : client.api(api.name()).getMethods()) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
          boolean optional = parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
          arguments.add(
              optional
                  ? null
                  : sample(parameter.getParameterizedType(), client, contract, types, json));
        }
        try {
          Object call =
              Proxy.getInvocationHandler(service).invoke(service, method, arguments.toArray());
          ((retrofit2.Call<?>) Objects.requireNonNull(call)).request();
          called++;
        } catch (InvocationTargetException e) {
          throw new AssertionError(method + " " + arguments, e.getCause());
        } catch (Throwable e) {
          throw new AssertionError(method + " " + arguments, e);
        }
      }
    }
    return called;
  }

  private static Object sample(
      Type type, GeneratedClient client, Contract contract, Types types, RandomJson json) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Object item = sample(arguments[arguments.length - 1], client, contract, types, json);
      Class<?> raw = (Class<?>) generic.getRawType();
      return raw == Map.class
          ? Map.of("k", item)
          : raw == Set.class
              ? Set.of(item)
              : Collection.class.isAssignableFrom(raw)
                  ? List.of(item)
                  : io.github.closecalls.json.CommaSeparated.of(List.of(item));
    }
    Class<?> raw = (Class<?>) type;
    Map<Class<?>, Object> samples =
        Map.ofEntries(
            Map.entry(String.class, "s"),
            Map.entry(Object.class, "o"),
            Map.entry(Boolean.class, true),
            Map.entry(Integer.class, 1),
            Map.entry(Long.class, 1L),
            Map.entry(Double.class, 1.5),
            Map.entry(BigInteger.class, BigInteger.ONE),
            Map.entry(BigDecimal.class, BigDecimal.ONE),
            Map.entry(LocalDate.class, LocalDate.of(2020, 1, 1)),
            Map.entry(OffsetDateTime.class, OffsetDateTime.parse("2020-01-01T00:00Z")),
            Map.entry(URI.class, URI.create("https://a.example")),
            Map.entry(UUID.class, new UUID(1, 2)),
            Map.entry(ByteString.class, ByteString.EMPTY),
            Map.entry(RequestBody.class, RequestBody.create("b", null)),
            Map.entry(MultipartBody.Part.class, MultipartBody.Part.createFormData("file", "name")));
    Object sample = samples.get(raw);
    if (sample != null) {
      return sample;
    }
    if (raw.getName().contains("$")) {
      return parameters(raw, client, contract, types, json);
    }
    Node schema = contract.root();
    for (String token : types.origin(raw.getSimpleName()).substring(1).split("/", -1)) {
      Node next = schema.at(token.replace("~1", "/").replace("~0", "~"));
      schema = schema.value() instanceof List ? schema.items().get(Integer.parseInt(token)) : next;
    }
    return client.read(raw.getSimpleName(), json.of(schema).toString());
  }

  /** An object of parameters with what it demands; all else is set to null. */
  private static Object parameters(
      Class<?> type, GeneratedClient client, Contract contract, Types types, RandomJson json) {
    try {
      Object builder = Objects.requireNonNull(type.getMethod("builder").invoke(null));
      for (Method setter : builder.getClass().getMethods()) {
        if (setter.getReturnType() == builder.getClass()
            && !setter.getParameterTypes()[0].isPrimitive()) {
          Parameter parameter = setter.getParameters()[0];
          boolean optional = parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
          setter.invoke(
              builder,
              optional
                  ? null
                  : sample(parameter.getParameterizedType(), client, contract, types, json));
        }
      }
      return GeneratedClient.call(builder, "build");
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }
}
