/*
 * The entry of a server's container that has secrets: puts files of /run/secrets into its environment and becomes the
 * server's command. The engine never learns the values, so that neither `docker inspect` nor `docker exec` shows them.
 *
 *   entry NAME... -- COMMAND [ARGUMENT...]
 *
 * It needs nothing of the image, neither a shell nor a C library, and nobody interprets an argument. It is compiled by
 * scripts/build-entry; the results lie beside the hub's classes. Exit codes are a shell's: 126 a secret cannot be
 * handed over or the command cannot be run, 127 there is no such command.
 */
#include <stddef.h>

enum { VARIABLES = 4096, PATH_BYTES = 4096, ROOM = 1 << 20 };
enum { NOT_RUNNABLE = 126, NOT_FOUND = 127 };
enum { AT_CWD = -100, NO_ENTRY = -2, NOT_PERMITTED = -13, NOT_A_FOLDER = -20 };

static char room[ROOM];
static size_t used;
static char *environment[VARIABLES + 1];
static size_t variables;

#if defined(__x86_64__)
enum { READ = 0, WRITE = 1, CLOSE = 3, EXECVE = 59, EXIT_GROUP = 231, OPENAT = 257 };

static long call3(long number, long a, long b, long c) {
  register long r10 __asm__("r10") = 0;
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10) : "rcx", "r11", "memory");
  return result;
}
__asm__(".globl _start\n_start:\n xor %ebp,%ebp\n mov %rsp,%rdi\n and $-16,%rsp\n call begin\n");
#elif defined(__aarch64__)
enum { READ = 63, WRITE = 64, CLOSE = 57, EXECVE = 221, EXIT_GROUP = 94, OPENAT = 56 };

static long call3(long number, long a, long b, long c) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = 0;
  __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
  return x0;
}
__asm__(".globl _start\n_start:\n mov x29, #0\n mov x0, sp\n bl begin\n");
#else
#error "write call3 and _start for this processor"
#endif

static size_t length(const char *text) {
  size_t n = 0;
  while (text[n] != 0) {
    __asm__ volatile(""); /* else the compiler calls strlen, which is not here */
    n++;
  }
  return n;
}

static void say(const char *text) {
  call3(WRITE, 2, (long)text, (long)length(text));
}

__attribute__((noreturn)) static void end(int code, const char *what, const char *about) {
  say("mcp-central: ");
  say(what);
  say(about);
  say("\n");
  for (;;) {
    call3(EXIT_GROUP, code, 0, 0);
  }
}

static void append(const char *text) {
  for (; *text != 0; text++) {
    if (used >= ROOM - 1) {
      end(NOT_RUNNABLE, "there is no room for ", text);
    }
    room[used++] = *text;
  }
}

/* Whether a variable is this one; both are NAME=VALUE or NAME. */
static int same_name(const char *variable, const char *name) {
  while (*name != 0 && *name != '=' && *variable == *name) {
    variable++;
    name++;
  }
  return (*name == 0 || *name == '=') && *variable == '=';
}

static void put(char *variable) {
  for (size_t i = 0; i < variables; i++) {
    if (same_name(environment[i], variable)) {
      environment[i] = variable;
      return;
    }
  }
  if (variables == VARIABLES) {
    end(NOT_RUNNABLE, "there are too many variables", "");
  }
  environment[variables++] = variable;
}

static void read_all(const char *name, long file) {
  for (;;) {
    long count = call3(READ, file, (long)(room + used), (long)(ROOM - 1 - used));
    if (count < 0) {
      end(NOT_RUNNABLE, "cannot read the secret ", name);
    }
    if (count == 0) {
      break;
    }
    used += (size_t)count;
  }
  if (used >= ROOM - 1) {
    end(NOT_RUNNABLE, "there is no room for the secret ", name);
  }
  room[used++] = 0;
}

static void export(const char *name) {
  size_t path = used;
  append("/run/secrets/");
  append(name);
  room[used++] = 0;
  long file = call3(OPENAT, AT_CWD, (long)(room + path), 0);
  if (file < 0) {
    end(NOT_RUNNABLE, "cannot open the secret ", name);
  }
  used = path;
  append(name);
  append("=");
  read_all(name, file);
  call3(CLOSE, file, 0, 0);
  put(room + path);
}

static const char *search_path(void) {
  for (size_t i = 0; i < variables; i++) {
    if (same_name(environment[i], "PATH")) {
      return environment[i] + 5;
    }
  }
  return "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
}

/* Returns only when there is no such file. */
static void become(const char *file, char **arguments) {
  long problem = call3(EXECVE, (long)file, (long)arguments, (long)environment);
  if (problem != NO_ENTRY && problem != NOT_A_FOLDER && problem != NOT_PERMITTED) {
    end(NOT_RUNNABLE, "cannot run ", file);
  }
}

static void become_found(char **arguments) {
  for (const char *path = search_path();; path++) {
    size_t start = used;
    for (; *path != 0 && *path != ':' && used < ROOM - 1; path++) {
      room[used++] = *path;
    }
    append(used == start ? "./" : "/");
    append(arguments[0]);
    room[used] = 0;
    become(room + start, arguments);
    used = start;
    if (*path == 0) {
      return;
    }
  }
}

/* The kernel's layout: the number of arguments, the arguments, a null, the variables, a null. */
__attribute__((noreturn, used)) void begin(long *stack) {
  char **arguments = (char **)(stack + 1);
  char **given = arguments + stack[0] + 1;
  for (; *given != NULL; given++) {
    put(*given);
  }
  char **word = arguments + (stack[0] > 0);
  for (; *word != NULL && !((*word)[0] == '-' && (*word)[1] == '-' && (*word)[2] == 0); word++) {
    export(*word);
  }
  if (*word == NULL || word[1] == NULL) {
    end(NOT_FOUND, "there is no command to run", "");
  }
  word++;
  environment[variables] = NULL;
  int found_by_path = 1;
  for (const char *letter = *word; *letter != 0; letter++) {
    found_by_path &= *letter != '/';
  }
  if (found_by_path) {
    become_found(word);
  } else {
    become(*word, word);
  }
  end(NOT_FOUND, "there is no program that may be run: ", *word);
}
