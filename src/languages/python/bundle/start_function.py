if __name__ == "__main__":
    from @MODULE@ import @FUNCTION@ as main

    _given["imported"]()
    sys.exit(main())
