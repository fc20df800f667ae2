/*
 * Asks GlusterFS's own library what it reads in a body.
 *
 *   stdin    ROUTINE HEX            one body a line; ROUTINE is `gfx_lookup_req` for xdr_gfx_lookup_req
 *   stdout   CONSUMED OFF:LEN ...   what the routine consumed, then each primitive read in order
 *            fail AT OFF:LEN ...    the routine gave up after AT bytes
 *            none                   the library has no such routine
 *
 * The routine decodes from an XDR stream of our own whose operations log every read. x_inline gives
 * nothing, so that rpcgen's short cuts fall back to single reads.
 */
#include <dlfcn.h>
#include <rpc/rpc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

typedef bool_t (*routine_t)(XDR *, void *);

static unsigned char *body;
static size_t body_length, position;
static struct read { size_t offset, length; } *reads;
static size_t read_count, read_room;

static bool_t take(size_t length, void *into)
{
    if (length > body_length - position)
        return FALSE;
    if (read_count == read_room) {
        read_room = read_room ? read_room * 2 : 256;
        reads = realloc(reads, read_room * sizeof *reads);
        if (!reads)
            exit(3);
    }
    reads[read_count].offset = position;
    reads[read_count++].length = length;
    memcpy(into, body + position, length);
    position += length;
    return TRUE;
}

static bool_t get_long(XDR *xdr, long *value)
{
    unsigned char word[4];
    (void)xdr;
    if (!take(4, word))
        return FALSE;
    *value = (int)((unsigned)word[0] << 24 | (unsigned)word[1] << 16 | (unsigned)word[2] << 8 | word[3]);
    return TRUE;
}

static bool_t get_bytes(XDR *xdr, char *into, u_int length)
{
    (void)xdr;
    return length == 0 || take(length, into);
}

static bool_t put_long(XDR *xdr, const long *value) { (void)xdr; (void)value; return FALSE; }
static bool_t put_bytes(XDR *xdr, const char *from, u_int length) { (void)xdr; (void)from; (void)length; return FALSE; }
static u_int get_position(XDR *xdr) { (void)xdr; return (u_int)position; }
static bool_t set_position(XDR *xdr, u_int to) { (void)xdr; (void)to; return FALSE; }
static int32_t *in_line(XDR *xdr, u_int length) { (void)xdr; (void)length; return NULL; }
static void destroy(XDR *xdr) { (void)xdr; }
static bool_t control(XDR *xdr, int request, void *info) { (void)xdr; (void)request; (void)info; return FALSE; }

static const struct xdr_ops operations = {get_long, put_long, get_bytes, put_bytes, get_position,
                                          set_position, in_line, destroy, control};

static int digit(int c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int main(int argc, char **argv)
{
    const struct rlimit memory = {1ul << 31, 1ul << 31};
    /* bodies may be hostile: the library allocates by lengths that it reads */
    setrlimit(RLIMIT_AS, &memory);
    void *library = dlopen(argc > 1 ? argv[1] : "libgfxdr.so.0", RTLD_NOW);
    if (!library) {
        fprintf(stderr, "gfxdr: %s\n", dlerror());
        return 2;
    }
    char *line = NULL;
    size_t room = 0;
    ssize_t got;
    static union { char bytes[65536]; double align; } value;
    while ((got = getline(&line, &room, stdin)) > 0) {
        char name[128] = "xdr_";
        char *space = strchr(line, ' ');
        if (!space || space - line > 100)
            return 2;
        strncat(name, line, (size_t)(space - line));
        body = (unsigned char *)space + 1;
        body_length = 0;
        for (char *c = space + 1; digit(c[0]) >= 0 && digit(c[1]) >= 0; c += 2)
            body[body_length++] = (unsigned char)(digit(c[0]) << 4 | digit(c[1]));
        routine_t routine = (routine_t)dlsym(library, name);
        if (!routine) {
            puts("none");
            fflush(stdout);
            continue;
        }
        position = read_count = 0;
        memset(&value, 0, sizeof value);
        XDR xdr = {.x_op = XDR_DECODE, .x_ops = &operations};
        bool_t good = routine(&xdr, &value);
        if (good)
            printf("%zu", position);
        else
            printf("fail %zu", position);
        for (size_t i = 0; i < read_count; i++)
            printf(" %zu:%zu", reads[i].offset, reads[i].length);
        putchar('\n');
        fflush(stdout);
        xdr.x_op = XDR_FREE;
        routine(&xdr, &value);
    }
    return 0;
}
