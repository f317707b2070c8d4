if __name__ == "__main__":
    from @MODULE@ import @FUNCTION@ as main

    sys.exit(main())
