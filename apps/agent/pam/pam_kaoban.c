/*
 * PAM module of Kaoban: asks the client software of this computer whether the face before the camera may sign in as the
 * user. One question, then lines: "S text" to show, and at last "Y", "N" or "U". Whatever else happens is no yes.
 *
 *   auth sufficient pam_kaoban.so [sock=/run/kaoban-agent/agent.sock] [timeout=60]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define PAM_SM_AUTH
#include <security/pam_ext.h>
#include <security/pam_modules.h>

enum { line_max = 512, seconds_max = 300 };

/* Letters that need no escape in JSON and that user names are made of. */
static int is_plain(const char *text)
{
  size_t length = strlen(text);
  return length > 0 && length < 256 &&
         strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@+-") == length;
}

static int open_socket(const char *path, int seconds)
{
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  struct timeval wait = {.tv_sec = seconds};
  int fd;
  if (strlen(path) >= sizeof address.sun_path)
    return -1;
  strcpy(address.sun_path, path);
  fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return -1;
  if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) ||
      setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait) ||
      connect(fd, (struct sockaddr *)&address, sizeof address)) {
    close(fd);
    return -1;
  }
  return fd;
}

/* One line without its end; 0 when there is none, it is too long, or the time is over. */
static int read_line(int fd, char line[line_max], time_t until)
{
  size_t length = 0;
  while (length < line_max - 1 && time(NULL) <= until) {
    if (recv(fd, line + length, 1, 0) != 1)
      return 0;
    if (line[length] == '\n') {
      line[length] = 0;
      return 1;
    }
    length++;
  }
  return 0;
}

int pam_sm_authenticate(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
  const char *path = "/run/kaoban-agent/agent.sock";
  const char *user = NULL;
  const void *service = NULL, *host = NULL;
  char question[700], line[line_max];
  int fd, length, seconds = 60, result = PAM_AUTHINFO_UNAVAIL;
  time_t until;

  for (int i = 0; i < argc; i++) {
    if (!strncmp(argv[i], "sock=", 5))
      path = argv[i] + 5;
    else if (!strncmp(argv[i], "timeout=", 8))
      seconds = atoi(argv[i] + 8);
  }
  if (seconds < 1 || seconds > seconds_max)
    seconds = 60;
  /* Whoever comes from another computer does not sit before the camera of this one. */
  if (pam_get_item(pamh, PAM_RHOST, &host) == PAM_SUCCESS && host && *(const char *)host &&
      strcmp(host, "localhost"))
    return PAM_IGNORE;
  if (pam_get_user(pamh, &user, NULL) != PAM_SUCCESS || !user || !is_plain(user))
    return PAM_USER_UNKNOWN;
  if (pam_get_item(pamh, PAM_SERVICE, &service) != PAM_SUCCESS || !service || !is_plain(service))
    service = "unknown";

  fd = open_socket(path, seconds);
  if (fd < 0)
    return PAM_AUTHINFO_UNAVAIL;
  until = time(NULL) + seconds;
  length = snprintf(question, sizeof question, "{\"user\":\"%s\",\"service\":\"%s\"}\n", user, (const char *)service);
  if (length > 0 && (size_t)length < sizeof question && send(fd, question, (size_t)length, MSG_NOSIGNAL) == length)
    while (read_line(fd, line, until)) {
      if (!strncmp(line, "S ", 2)) {
        if (!(flags & PAM_SILENT))
          pam_info(pamh, "%s", line + 2);
        continue;
      }
      if (!strcmp(line, "Y"))
        result = PAM_SUCCESS;
      else if (!strcmp(line, "N"))
        result = PAM_AUTH_ERR;
      break;
    }
  close(fd);
  return result;
}

int pam_sm_setcred(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
  (void)pamh, (void)flags, (void)argc, (void)argv;
  return PAM_SUCCESS;
}
