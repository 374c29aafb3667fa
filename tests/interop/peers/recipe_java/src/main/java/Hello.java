/** Stands for the recipe's program, so that Maven fetches all that running it takes. */
public class Hello {
    public static void main(String[] args) { }
}
