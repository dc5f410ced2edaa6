package io.github.closecalls.compatibility.jar;

import static java.lang.module.ModuleDescriptor.Requires.Modifier.STATIC;
import static java.lang.module.ModuleDescriptor.Requires.Modifier.TRANSITIVE;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * Reads what a jar promises to those who compile against it, without running any of its code.
 *
 * <p>What no caller can name or feel is left out: names of parameters, bodies, unchecked
 * exceptions, {@code final} where nobody can override, packages that a module does not export.
 */
public final class JavaApiReader {
  static final String CLASS_FILES = "class files";

  private static final String AUTOMATIC = "Automatic-Module-Name";

  private static final int VISIBILITY = Modifier.PUBLIC | Modifier.PROTECTED;

  /** What a kind of type always extends or implements. */
  private static final Set<Class<?>> IMPLIED =
      Set.of(Object.class, Record.class, Enum.class, Annotation.class);

  private final ClassFiles files;
  private final Map<String, Class<?>> classes = new LinkedHashMap<>();
  private final Optional<ModuleDescriptor> module;
  private final Set<Fact> facts = new TreeSet<>();

  /** The classes with annotations that reflection does not see. */
  private final Set<String> unreflected = new TreeSet<>();

  /**
   * Reads a jar, or a folder of class files.
   *
   * @param classPath what it depends on; an annotation whose class is missing here would not be
   *     seen
   * @throws IllegalArgumentException if it cannot be read
   */
  public static JavaApi read(Path jar, List<Path> classPath) {
    if (!Files.exists(jar)) {
      throw new IllegalArgumentException(
          "There is no " + jar + ". Build it first: mvn -B -Dquick=gate verify");
    }
    List<Path> all = new ArrayList<>(List.of(jar));
    all.addAll(classPath);
    File[] folders = all.stream().map(Path::toFile).toArray(File[]::new);
    try (FileSystem zip = Files.isDirectory(jar) ? null : FileSystems.newFileSystem(jar);
        URLClassLoader loader =
            new URLClassLoader(FileUtils.toURLs(folders), ClassLoader.getPlatformClassLoader());
        ClassFiles files = new ClassFiles(all)) {
      Path root = zip == null ? jar : zip.getPath("/");
      return new JavaApiReader(root, loader, files).read(root);
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot read " + jar + ": " + e, e);
    } catch (LinkageError | ReflectiveOperationException | TypeNotPresentException e) {
      throw new IllegalArgumentException(
          "A class that " + jar + " needs is not on its class path: " + e, e);
    }
  }

  private JavaApiReader(Path root, ClassLoader loader, ClassFiles files)
      throws IOException, ReflectiveOperationException {
    this.files = files;
    this.module = module(root);
    for (String name : classNames(root)) {
      classes.put(name, Class.forName(name, false, loader));
    }
  }

  private static List<String> classNames(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".class"))
          .filter(file -> !file.startsWith("META-INF/") && !file.equals("module-info.class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .sorted()
          .toList();
    }
  }

  private JavaApi read(Path root) throws IOException {
    module.ifPresent(this::addModule);
    addServices(root);
    addManifest(root);
    addClassFiles(root);
    Set<String> packages = new TreeSet<>();
    for (Class<?> type : classes.values()) {
      if (isAccessible(type)) {
        packages.add(type.getPackageName());
        addType(type);
        if (unreflected.contains(type.getName())) {
          files.annotations(TypeText.name(type), this::addIfPromised);
        }
      }
    }
    for (String name : packages) {
      Class<?> info = classes.get(name + ".package-info");
      if (info != null) {
        addAll("package " + name, TypeText.annotationsOf(info));
      }
    }
    return new JavaApi(facts);
  }

  private static Optional<ModuleDescriptor> module(Path root) throws IOException {
    Path info = root.resolve("module-info.class");
    if (Files.exists(info)) {
      try (InputStream in = Files.newInputStream(info)) {
        return Optional.of(ModuleDescriptor.read(in));
      }
    }
    return Optional.empty();
  }

  private void addModule(ModuleDescriptor module) {
    String subject = "module " + module.name();
    module.exports().stream()
        .filter(export -> !export.isQualified())
        .forEach(export -> add(subject, "exports " + export.source()));
    if (module.isOpen()) {
      add(subject, "opens everything");
    }
    module.opens().stream()
        .filter(open -> !open.isQualified())
        .forEach(open -> add(subject, "opens " + open.source()));
    for (ModuleDescriptor.Requires require : module.requires()) {
      if (require.modifiers().contains(TRANSITIVE)) {
        String compiledOnly = require.modifiers().contains(STATIC) ? "static " : "";
        add(subject, "requires " + compiledOnly + "transitive " + require.name());
      }
    }
    module.uses().forEach(service -> add(subject, "uses " + service));
    module.provides().forEach(service -> add(subject, "provides " + service.service()));
  }

  private void addServices(Path root) throws IOException {
    Path folder = root.resolve("META-INF/services");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> services = Files.list(folder)) {
        services.forEach(service -> add("META-INF/services", "provides " + service.getFileName()));
      }
    }
  }

  private void addManifest(Path root) throws IOException {
    Path manifest = root.resolve("META-INF/MANIFEST.MF");
    if (Files.exists(manifest)) {
      try (InputStream in = Files.newInputStream(manifest)) {
        Stream.ofNullable(new Manifest(in).getMainAttributes().getValue(AUTOMATIC))
            .forEach(name -> add("META-INF/MANIFEST.MF", AUTOMATIC + " " + name));
      }
    }
  }

  /** The oldest Java that runs all classes. */
  private void addClassFiles(Path root) throws IOException {
    int newest = 0;
    for (String name : classes.keySet()) {
      byte[] file = Files.readAllBytes(root.resolve(name.replace('.', '/') + ".class"));
      // https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html#jvms-4.1
      newest = Math.max(newest, ByteBuffer.wrap(file).getShort(6) - 44);
      // Most classes have none, and javac takes its time to start.
      if (new String(file, StandardCharsets.ISO_8859_1).contains("RuntimeInvisible")) {
        unreflected.add(name);
      }
    }
    add(CLASS_FILES, "Java " + newest);
  }

  /** Whether code outside of the jar can name the type. */
  private boolean isAccessible(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    boolean isNamed = !type.isSynthetic() && !type.isAnonymousClass() && !type.isLocalClass();
    return isNamed
        && (outer == null
            ? isPublic(type)
            : isVisible(type.getModifiers(), outer) && isAccessible(outer));
  }

  /** Whether code outside of the package can use a member with these modifiers. */
  private boolean isVisible(int modifiers, Class<?> owner) {
    return Modifier.isPublic(modifiers) || (Modifier.isProtected(modifiers) && isOpen(owner));
  }

  /** Whether code outside of the jar can extend or implement the type, directly or not. */
  private boolean isOpen(Class<?> type) {
    return isExtensible(type)
        || classes.values().stream()
            .filter(sub -> sub != type && type.isAssignableFrom(sub))
            .anyMatch(sub -> isPublic(sub) && isExtensible(sub));
  }

  private boolean isPublic(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return Modifier.isPublic(type.getModifiers())
        && (outer == null ? isExported(type.getPackageName()) : isPublic(outer));
  }

  private boolean isExported(String packageName) {
    return module.isEmpty()
        || module.get().exports().stream()
            .anyMatch(export -> !export.isQualified() && export.source().equals(packageName));
  }

  private static boolean isExtensible(Class<?> type) {
    return !Modifier.isFinal(type.getModifiers())
        && !type.isSealed()
        && !type.isEnum()
        && (type.isInterface()
            || Stream.of(type.getDeclaredConstructors())
                .map(Constructor::getModifiers)
                .anyMatch(
                    modifiers -> Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers)));
  }

  private void addType(Class<?> type) {
    TypeText text = new TypeText(Map.of());
    String name = TypeText.name(type);
    add(name, modifiers(type) + kind(type) + (" " + text.typeParameters(type)).stripTrailing());
    addAll(name, TypeText.annotationsOf(type));
    if (type.isEnum()) {
      Stream<Field> constants = Stream.of(type.getDeclaredFields()).filter(Field::isEnumConstant);
      String names = constants.map(Field::getName).collect(Collectors.joining(", "));
      add(name, "constants in order " + names);
    } else if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        add(name, "permits " + TypeText.name(permitted));
      }
    }
    if (type.isRecord()) {
      add(
          name,
          Stream.of(type.getRecordComponents())
              .map(each -> text.declared(each, each.getAnnotatedType()) + " " + each.getName())
              .collect(Collectors.joining(", ", "record (", ")")));
    }
    // Who extends it outside of its package cannot implement what is hidden there.
    Stream.of(type.getDeclaredMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()) && !type.isInterface())
        .filter(method -> !isVisible(method.getModifiers(), type) && isExtensible(type))
        .forEach(method -> add(name, "closed by " + subject(type, method)));
    Set<String> seen = new LinkedHashSet<>();
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (!constructor.isSynthetic() && isVisible(constructor.getModifiers(), type)) {
        addMember(type, constructor, text);
      }
    }
    addMembers(type, type, text, seen);
  }

  private static String modifiers(Class<?> type) {
    // What the kind says already.
    int implied =
        type.isInterface()
            ? Modifier.ABSTRACT | Modifier.STATIC
            : type.isEnum() || type.isRecord() ? ~VISIBILITY : 0;
    boolean isSealed = type.isSealed() && !type.isEnum();
    return text(type.getModifiers() & ~implied) + (isSealed ? "sealed " : "");
  }

  private static String text(int modifiers) {
    int shown = VISIBILITY | Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL;
    return Modifier.toString(modifiers & shown) + " ";
  }

  private static String kind(Class<?> type) {
    if (type.isInterface()) {
      return type.isAnnotation() ? "@interface" : "interface";
    }
    return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  /** Adds the members of a type, and those it inherits from types that callers cannot name. */
  private void addMembers(Class<?> type, Class<?> from, TypeText text, Set<String> seen) {
    String name = TypeText.name(type);
    for (Method method : from.getDeclaredMethods()) {
      if (!method.isSynthetic()
          && isVisible(method.getModifiers(), type)
          && !isStaticOfOther(type, method)
          && !isImplied(type, method)
          && seen.add(subject(type, method))) {
        addMember(type, method, text);
      }
    }
    for (Field field : from.getDeclaredFields()) {
      if (!field.isSynthetic() && seen.add(name + "." + field.getName())) {
        addField(type, field, text);
      }
    }
    Stream.concat(
            Stream.ofNullable(from.getAnnotatedSuperclass()),
            Stream.of(from.getAnnotatedInterfaces()))
        .forEach(supertype -> addSupertype(type, supertype, text, seen));
  }

  private void addSupertype(
      Class<?> type, AnnotatedType supertype, TypeText text, Set<String> seen) {
    Class<?> erased = TypeText.erasure(supertype.getType());
    if (classes.containsValue(erased) && !isAccessible(erased)) {
      addMembers(type, erased, text.within(supertype), seen);
    } else if (!IMPLIED.contains(erased)) {
      String verb = erased.isInterface() && !type.isInterface() ? "implements " : "extends ";
      add(TypeText.name(type), verb + text.of(supertype));
    }
  }

  /** Static methods of interfaces are not inherited. */
  private static boolean isStaticOfOther(Class<?> type, Method method) {
    Class<?> from = method.getDeclaringClass();
    return from != type && from.isInterface() && Modifier.isStatic(method.getModifiers());
  }

  /** What each enum has. */
  private static boolean isImplied(Class<?> type, Method method) {
    return type.isEnum()
        && Modifier.isStatic(method.getModifiers())
        && Set.of(".values()", ".valueOf(java.lang.String)")
            .contains(subject(type, method).substring(TypeText.name(type).length()));
  }

  private static String subject(Class<?> owner, Executable member) {
    String name = member instanceof Method ? member.getName() : owner.getSimpleName();
    return Stream.of(member.getParameterTypes())
        .map(TypeText::name)
        .collect(Collectors.joining(", ", TypeText.name(owner) + "." + name + "(", ")"));
  }

  private void addMember(Class<?> type, Executable member, TypeText text) {
    String subject = subject(type, member);
    StringBuilder line = new StringBuilder(modifiers(member, type));
    line.append(text.typeParameters(member));
    line.append(
        member instanceof Method method ? text.of(method.getAnnotatedReturnType()) : "constructor");
    String parameters = parameters(member, text);
    line.append(subject.endsWith(parameters) ? "" : " " + parameters);
    String thrown =
        Stream.of(member.getAnnotatedExceptionTypes())
            .filter(exception -> isChecked(exception.getType()))
            .map(text::of)
            .sorted()
            .collect(Collectors.joining(", "));
    line.append(thrown.isEmpty() ? "" : " throws " + thrown);
    if (member instanceof Method method && method.getDefaultValue() != null) {
      line.append(" default ").append(TypeText.value(method.getDefaultValue()));
    }
    add(subject, line.toString());
    addAll(
        subject,
        member instanceof Method method
            ? TypeText.ownAnnotations(method, method.getAnnotatedReturnType())
            : TypeText.annotationsOf(member));
  }

  private String modifiers(Executable member, Class<?> type) {
    int modifiers = member.getModifiers();
    boolean overridable = !Modifier.isStatic(modifiers) && isOpen(type);
    return text(overridable ? modifiers : modifiers & ~Modifier.FINAL)
        + (member instanceof Method method && method.isDefault() ? "default " : "");
  }

  private static String parameters(Executable member, TypeText text) {
    String parameters =
        Stream.of(member.getParameters())
            .map(parameter -> text.declared(parameter, parameter.getAnnotatedType()))
            .collect(Collectors.joining(", ", "(", ")"));
    return member.isVarArgs() ? parameters.replaceFirst("\\[]\\)$", "...)") : parameters;
  }

  private static boolean isChecked(Type exception) {
    return !(exception instanceof Class<?> type)
        || !(RuntimeException.class.isAssignableFrom(type) || Error.class.isAssignableFrom(type));
  }

  private void addField(Class<?> owner, Field field, TypeText text) {
    String subject = TypeText.name(owner) + "." + field.getName();
    List<String> annotations = TypeText.ownAnnotations(field, field.getAnnotatedType());
    if (!isVisible(field.getModifiers(), owner)) {
      // Moshi reads the names that are sent from annotations, of private fields too.
      annotations.stream()
          .filter(annotation -> !annotation.startsWith("@java.lang."))
          .forEach(annotation -> add(subject, annotation));
      return;
    }
    String type = text.of(field.getAnnotatedType());
    String declaration = text(field.getModifiers() & ~Modifier.ABSTRACT) + type + constant(field);
    add(subject, field.isEnumConstant() ? "public constant" : declaration);
    addAll(subject, annotations);
  }

  private String constant(Field field) {
    boolean canBeConstant = field.getType().isPrimitive() || field.getType() == String.class;
    if (!canBeConstant || !Modifier.isFinal(field.getModifiers())) {
      return "";
    }
    return files
        .constant(TypeText.name(field.getDeclaringClass()), field.getName())
        .map(value -> " = " + TypeText.value(value))
        .orElse("");
  }

  private void addAll(String subject, List<String> annotations) {
    annotations.forEach(annotation -> add(subject, annotation));
  }

  /** Adds what is said of a subject that callers can name. */
  private void addIfPromised(String subject, String text) {
    if (facts.stream().anyMatch(fact -> fact.subject().equals(subject))) {
      add(subject, text);
    }
  }

  private void add(String subject, String text) {
    facts.add(new Fact(subject, text));
  }
}
