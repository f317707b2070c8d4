// As launcher.sh, which lies beside it, without a shell's millisecond. Linux: what the kernel was told to start is in its vector.
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

static char here[2 * PATH_MAX], target[PATH_MAX], python[2 * PATH_MAX + 16], start[2 * PATH_MAX + 16];

// Keeps of `here` what stands before its last slash, with the slash; nothing where there is none.
static char *folder(void) {
  char *slash = strrchr(here, '/');
  char *end = slash ? slash + 1 : here;
  *end = 0;
  return end;
}

int main(int count, char **words) {
  char *own = (char *)getauxval(AT_EXECFN);
  if (strlen(own) >= PATH_MAX) return 127;
  strcpy(here, own);
  for (ssize_t size; (size = readlink(here, target, sizeof target - 1)) >= 0;) {
    target[size] = 0;
    char *end = target[0] == '/' ? here : folder();
    if (end + size >= here + sizeof here) return 127;
    strcpy(end, target);
  }
  if (folder() == here) strcpy(here, "./");
  snprintf(python, sizeof python, "%sbin/python", here);
  snprintf(start, sizeof start, "%sstart.py", here);
  char *flags[] = {@FLAGS@};
  char *given[count + 8];
  int at = 0;
  given[at++] = python;
  for (size_t flag = 0; flag < sizeof flags / sizeof *flags; flag++) given[at++] = flags[flag];
  given[at++] = start;
  given[at++] = own;
  for (int word = 1; word < count; word++) given[at++] = words[word];
  given[at] = 0;
  execv(python, given);
  dprintf(2, "%s needs %s at %s, and it is not there\n", @NAME@, @NEEDS@, @BASE@);
  return 127;
}
